package org.groundswell.pages.site;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.groundswell.pages.api.Campaign;
import org.groundswell.pages.api.Site;
import org.groundswell.shared.paths.WebPath;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.joda.money.Money;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads {@code site.yaml}. */
final class SiteFile {
    static final String NAME = "site.yaml";
    private static final Set<String> KEYS = Set.of("name", "languages", "timezone", "campaigns",
            "logo", "colours", "menu", "hideNames", "askAddress");
    private static final Set<String> CAMPAIGN_KEYS = Set.of("id", "currency", "goal", "amounts", "monthly", "opens",
            "closes");
    private static final String DARK = "dark";
    private static final Pattern COLOUR_NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final Pattern COLOUR = Pattern.compile("#([0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*");
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    private final YamlFile yaml;
    private final List<Problem> problems;

    private SiteFile(YamlFile yaml, List<Problem> problems) {
        this.yaml = yaml;
        this.problems = problems;
    }

    /** The site, or nothing where the file has a mistake; then each is a problem. */
    static Optional<Site> read(String text, List<Problem> problems) {
        int before = problems.size();
        var reader = new SiteFile(new YamlFile(NAME, 1, problems), problems);
        Optional<Site> site = reader.yaml.mapping(text).flatMap(reader::site);
        return problems.size() == before ? site : Optional.empty();
    }

    private Optional<Site> site(MappingNode root) {
        Map<String, Node> entries = yaml.entries(root);
        refuseUnknown(entries, KEYS);
        Optional<String> name = required(entries, "name", root).flatMap(node -> yaml.text(node, "name"));
        Set<String> languages = languages(required(entries, "languages", root));
        ZoneId zone = zone(entries.get("timezone"));
        var campaigns = new ArrayList<Campaign>();
        required(entries, "campaigns", root).ifPresent(node -> {
            for (Node each : yaml.list(node, "campaigns")) {
                campaign(each, zone, campaigns.isEmpty()).ifPresent(campaign -> add(campaign, each, campaigns));
            }
        });
        if (name.isEmpty() || languages.isEmpty() || campaigns.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Site(name.get(), List.copyOf(languages), campaigns, zone));
    }

    private void add(Campaign campaign, Node written, List<Campaign> campaigns) {
        if (campaigns.stream().anyMatch(each -> each.id().equals(campaign.id()))) {
            yaml.report(yaml.entries((MappingNode) written).get("id"), "id: '" + campaign.id() + "' is there twice: each campaign"
                    + " has an id of its own");
        }
        campaigns.add(campaign);
    }

    /** How the site shows itself, from a file that {@link #read} found good. */
    static Appearance appearance(String text, SiteFolder folder, List<Problem> problems) {
        var reader = new SiteFile(new YamlFile(NAME, 1, problems), problems);
        return reader.yaml.mapping(text).map(root -> reader.appearance(root, folder))
                .orElse(new Appearance("", Map.of(), Map.of(), List.of(), false, false));
    }

    private Appearance appearance(MappingNode root, SiteFolder folder) {
        Map<String, Node> entries = yaml.entries(root);
        Node colours = entries.get("colours");
        Node dark = colours instanceof MappingNode mapping ? yaml.entries(mapping).get(DARK) : null;
        String logo = entries.containsKey("logo") ? yaml.text(entries.get("logo"), "logo").orElse("") : "";
        if (!logo.isEmpty() && folder.bytes("assets/" + WebPath.composed(logo)) == null) {
            yaml.report(entries.get("logo"), "logo: there is no file assets/" + logo);
            logo = "";
        }
        Set<String> campaigns = checkNames(entries.get("campaigns"), folder);
        var menu = new ArrayList<String>();
        if (entries.containsKey("menu")) {
            Set<String> files = folder.below("content/").keySet();
            for (Node each : yaml.list(entries.get("menu"), "menu")) {
                String page = WebPath.composed(yaml.text(each, "menu").orElse(""));
                if (files.stream().anyMatch(file -> makes(file, page))) {
                    menu.add(page);
                } else if (campaigns.contains(page)) {
                    menu.add(CampaignPages.FOLDER + page);
                } else if (!page.isEmpty()) {
                    yaml.report(each, "menu: there is no page content/<language>/" + page + ".md");
                }
            }
        }
        return new Appearance(logo, colours(colours), colours(dark), menu, isTrue(entries, "hideNames"),
                isTrue(entries, "askAddress"));
    }

    /** A file gives a page of its name; any news give one that lists them. */
    private static boolean makes(String file, String page) {
        String name = file.substring(file.indexOf('/') + 1);
        return name.equals(page + ".md") || page.equals(News.PAGE) && name.endsWith(".md")
                && News.isEntry(name.substring(0, name.length() - ".md".length()));
    }

    private boolean isTrue(Map<String, Node> entries, String key) {
        Node node = entries.get(key);
        String value = node == null ? "false" : yaml.text(node, key).orElse("");
        if (!value.equals("true") && !value.equals("false")) {
            yaml.report(node, key + ": expected true or false, found '" + value + "'");
        }
        return value.equals("true");
    }

    /** The ids of the campaigns that have a page of their own: all but the first. Its address is nobody else's. */
    private Set<String> checkNames(Node campaigns, SiteFolder folder) {
        var ids = new LinkedHashSet<String>();
        yaml.list(campaigns, "campaigns").stream().skip(1).forEach(each -> {
            Node node = yaml.entries((MappingNode) each).get("id");
            String id = yaml.text(node, "id").orElse("");
            ids.add(id);
            PageNames.taken(id, folder).ifPresent(by -> yaml.report(node, "id: '" + id + "' is the name of something else"
                    + " (" + by + "), and the campaign's page would have its address: choose another id"));
        });
        return ids;
    }

    private Map<String, String> colours(Node node) {
        var colours = new LinkedHashMap<String, String>();
        if (node instanceof MappingNode mapping) {
            yaml.entries(mapping).forEach((name, each) -> {
                String value = each instanceof ScalarNode scalar ? scalar.getValue().strip() : "";
                if (COLOUR_NAME.matcher(name).matches() && COLOUR.matcher(value).matches()) {
                    colours.put(name, value);
                } else if (!name.equals(DARK)) {
                    yaml.report(each, isCutOff(each) ? YamlSlip.REMARK
                            : COLOUR_NAME.matcher(name).matches() ? "colours: expected for " + name + " a value of digits and"
                            + " letters a to f in quotes, such as \"#0b4f57\", found '" + value + "'"
                            : "colours: expected a name in small letters such as deep, found '" + name + "'");
                }
            });
        } else if (node != null) {
            yaml.report(node, "colours: expected names and values, such as { deep: \"#0b4f57\" }");
        }
        return colours;
    }

    /** Nothing is left where a colour without quotes began a remark. */
    private static boolean isCutOff(Node node) {
        return node instanceof ScalarNode scalar && scalar.getValue().isEmpty() && scalar.getScalarStyle() == ScalarStyle.PLAIN;
    }

    private Set<String> languages(Optional<Node> node) {
        var tags = new LinkedHashSet<String>();
        node.ifPresent(list -> {
            for (Node each : yaml.list(list, "languages")) {
                yaml.text(each, "languages").ifPresent(tag -> {
                    if (!LANGUAGE.matcher(tag).matches()) {
                        yaml.report(each, "languages: expected a language tag such as en or nl, found '" + tag + "'");
                    }
                    if (!tags.add(tag)) {
                        yaml.report(each, "languages: '" + tag + "' is there twice");
                    }
                });
            }
        });
        return tags;
    }

    private ZoneId zone(Node node) {
        if (node == null) {
            return ZoneId.of("UTC");
        }
        String name = yaml.text(node, "timezone").orElse("UTC");
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            yaml.report(node, "timezone: expected a zone such as Europe/Amsterdam, found '" + name + "'");
            return ZoneId.of("UTC");
        }
    }

    private Optional<Campaign> campaign(Node node, ZoneId zone, boolean isFirst) {
        if (!(node instanceof MappingNode mapping)) {
            yaml.report(node, "campaigns: expected an entry with id, currency, goal and amounts");
            return Optional.empty();
        }
        Map<String, Node> entries = yaml.entries(mapping);
        int before = problems.size();
        refuseUnknown(entries, CAMPAIGN_KEYS);
        String id = required(entries, "id", mapping).flatMap(value -> yaml.text(value, "id")).orElse("");
        if (!id.isEmpty() && !ID.matcher(id).matches()) {
            yaml.report(entries.get("id"), "id: expected small letters, digits and hyphens, found '" + id + "'");
        }
        CurrencyUnit currency = required(entries, "currency", mapping).map(this::currency).orElse(CurrencyUnit.EUR);
        var written = new WrittenAmounts(yaml, problems, currency);
        Money goal = required(entries, "goal", mapping).map(value -> written.one(value, "goal")).orElse(null);
        List<Money> amounts = required(entries, "amounts", mapping).map(list -> written.each(list, "amounts"))
                .orElse(List.of());
        List<Money> monthly = entries.containsKey("monthly") ? written.each(entries.get("monthly"), "monthly") : amounts;
        WrittenTimes times = WrittenTimes.read(yaml, entries, zone, isFirst);
        return problems.size() == before ? Optional.of(new Campaign(id, goal, amounts, monthly, times.opens(), times.closes()))
                : Optional.empty();
    }

    private CurrencyUnit currency(Node node) {
        String code = yaml.text(node, "currency").orElse("");
        try {
            return CurrencyUnit.of(code);
        } catch (IllegalCurrencyException e) {
            yaml.report(node, "currency: expected a code such as EUR (ISO 4217), found '" + code + "'");
            return CurrencyUnit.EUR;
        }
    }

    private Optional<Node> required(Map<String, Node> entries, String key, Node parent) {
        // Beside a key that nobody knows it is most likely that one, misspelt, and that is said already.
        boolean misspelt = entries.keySet().stream().anyMatch(each -> !KEYS.contains(each) && !CAMPAIGN_KEYS.contains(each));
        if (!entries.containsKey(key) && !misspelt) {
            yaml.report(parent, key + ": expected this key, found none");
        }
        return Optional.ofNullable(entries.get(key));
    }

    private void refuseUnknown(Map<String, Node> entries, Set<String> known) {
        entries.forEach((key, node) -> {
            if (!known.contains(key)) {
                yaml.report(node, key + ": no such key; known are " + String.join(", ", known.stream().sorted()
                        .toList()));
            }
        });
    }
}
