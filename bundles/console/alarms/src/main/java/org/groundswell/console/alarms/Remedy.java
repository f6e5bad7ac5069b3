package org.groundswell.console.alarms;

import java.util.Map;

/**
 * What to do about what a check says.
 *
 * @param key     of the words in the texts
 * @param address the page where one does it; "" where there is none
 */
record Remedy(String key, String address) {
    private static final Remedy OTHER = new Remedy("check.do", "");
    private static final Map<String, Remedy> BY_CHECK = Map.ofEntries(
            Map.entry("adminPort", settings("adminPort")),
            Map.entry("conf", settings("conf")),
            Map.entry("certificate", new Remedy("health.do.certificate", "")),
            Map.entry("mail", settings("mail")),
            Map.entry("webhooks", new Remedy("health.do.webhooks", "")),
            Map.entry("deploy", new Remedy("health.do.deploy", "/admin/modules")),
            Map.entry("deploy-files", new Remedy("health.do.files", "/admin/modules")),
            Map.entry("suspects", new Remedy("health.do.deploy", "/admin/modules")),
            Map.entry("bystanders", new Remedy("health.do.deploy", "/admin/modules")),
            Map.entry("settings-threads", settings("conf")),
            Map.entry("care", new Remedy("health.do.deploy", "/admin/modules")),
            Map.entry("site", new Remedy("health.do.site", "")),
            Map.entry("donations", new Remedy("health.do.donations", "/admin/brakes")),
            Map.entry("start", new Remedy("health.do.start", "")));

    static Remedy of(String check) {
        Sign.Kind kind = Signs.KNOWN.get(check);
        if (kind != null) {
            return new Remedy(kind.key() + ".do", kind.address().equals(Sign.HEALTH) ? "" : kind.address());
        }
        return BY_CHECK.getOrDefault(check, OTHER);
    }

    private static Remedy settings(String check) {
        return new Remedy("health.do." + check, "/admin/settings");
    }
}
