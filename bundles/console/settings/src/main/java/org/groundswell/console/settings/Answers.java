package org.groundswell.console.settings;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.groundswell.kernel.api.settings.Setting;
import org.groundswell.kernel.api.settings.Setting.Kind;
import org.groundswell.kernel.api.settings.SettingsForm;
import org.groundswell.shared.forms.FormFields;

/**
 * What somebody has typed into a form of settings. Each field's name begins with {@code set.}: a setting may be called as
 * fields of ours are.
 *
 * @param plain   by key; of secrets only where one is said, by reference, or taken away
 * @param secrets secrets themselves, by key
 */
record Answers(Map<String, String> plain, Map<String, String> secrets) {
    static final String FIELD = "set.";
    /** Says that a secret is to be no more. */
    static final String CLEAR = "clear.";

    static Answers of(SettingsForm form, FormFields sent) {
        var plain = new LinkedHashMap<String, String>();
        var secrets = new LinkedHashMap<String, String>();
        for (Setting setting : form.settings()) {
            String key = setting.key();
            String typed = sent.get(FIELD + key);
            if (setting.kind() != Kind.SECRET) {
                if (sent.values().containsKey(FIELD + key)) {
                    plain.put(key, typed);
                }
            } else if (sent.get(CLEAR + key).equals("yes")) {
                plain.put(key, "");
            } else if (!typed.isEmpty() && (setting.isMany() || isReference(typed))) {
                plain.put(key, typed);
            } else if (!typed.isEmpty()) {
                secrets.put(key, typed);
            }
        }
        return new Answers(plain, secrets);
    }

    private static boolean isReference(String text) {
        return text.startsWith("env:") || text.startsWith("file:");
    }

    /** @param named where the secrets are now, by key */
    Map<String, String> with(Map<String, String> named) {
        var all = new HashMap<>(plain);
        all.putAll(named);
        return all;
    }

    /** The keys of all that would be another than it is. */
    List<String> changed(SettingsForm form) {
        return form.settings().stream().filter(each -> secrets.containsKey(each.key()) || plain.containsKey(each.key())
                && (each.kind() == Kind.SECRET || !plain.get(each.key()).equals(each.value()))).map(Setting::key).toList();
    }

    /** What the form shows again; nothing of a secret. */
    Map<String, String> shown() {
        return plain;
    }

    /** For the template. */
    static Map<String, Object> shown(Setting setting, Map<String, String> typed) {
        boolean isSecret = setting.kind() == Kind.SECRET;
        return Map.of("key", setting.key(), "description", setting.description(), "kind", setting.kind().name(), "isMany",
                setting.isMany(), "options", setting.options(), "byDefault", setting.defaultValue(), "isSet",
                setting.isSet(), "value", isSecret ? "" : typed.getOrDefault(setting.key(), setting.value()));
    }

    /** Tells whether somebody else has changed the settings since the form was shown. */
    static String basis(SettingsForm form) {
        return Integer.toHexString(form.settings().stream().map(each -> each.key() + "=" + each.value() + each.isSet())
                .collect(Collectors.joining("\n")).hashCode());
    }
}
