package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.ClassRule;
import org.junit.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The alert rules that are shipped are about figures that the node has. */
public class AlertRulesIT {
    @ClassRule
    public static final SharedNode NODE = new SharedNode("alertrules");
    private static final Pattern NOT_METRICS = Pattern.compile("\"[^\"]*\"|\\{[^}]*}|\\[[^]]*]|\\b(by|on) \\([^)]*\\)");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*(?! *\\()\\b");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)\\{([a-z]+)=");
    /** Operators, and the figure that Prometheus has of its own. */
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "up");

    @Test
    public void eachRuleIsAboutFiguresThatAreThereAndSaysWhatToDo() throws Exception {
        String metrics = NODE.node().admin().get("/metrics").body();
        List<Map<String, Object>> rules = rules();
        assertTrue("" + rules.size(), rules.size() >= 5);
        var used = new TreeSet<String>();
        for (Map<String, Object> rule : rules) {
            String expression = (String) rule.get("expr");
            used.addAll(names(expression));
            Matcher label = LABEL.matcher(expression);
            while (label.find()) {
                assertTrue(label.group(), label.group(1).equals("up")
                        || metrics.contains("\n" + label.group(1) + "{" + label.group(2) + "=\""));
            }
            assertTrue(rule.toString(), Set.of("page", "ticket").contains(inner(rule, "labels").get("severity")));
            assertTrue(rule.toString(), inner(rule, "annotations").get("summary").toString().contains("$labels.instance"));
            assertTrue(rule.toString(), inner(rule, "annotations").get("description").toString().length() > 80);
        }
        for (String each : used) {
            assertTrue(each + " is in the rules and not in /metrics", metrics.contains("\n# TYPE " + each + " "));
        }
        assertTrue(used.toString(), used.size() >= 6);
    }

    @Test
    public void aNameThatIsNotThereWouldBeFound() {
        assertEquals(Set.of("made_up_total", "other"), names("sum by (instance) (rate(made_up_total{class=\"5xx\"}[5m])) > 1"
                + " and on (instance) other == 0 and up{job=\"x\"} == 0"));
    }

    private static Set<String> names(String expression) {
        var names = new TreeSet<String>();
        Matcher name = NAME.matcher(NOT_METRICS.matcher(expression).replaceAll(" "));
        while (name.find()) {
            names.add(name.group());
        }
        names.removeAll(WORDS);
        return names;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> rules() throws Exception {
        var file = (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(
                Files.readString(NODE.node().home().resolve("docs/prometheus/groundswell.rules.yml")));
        var rules = new ArrayList<Map<String, Object>>();
        for (Object group : (List<Object>) file.get("groups")) {
            rules.addAll((List<Map<String, Object>>) ((Map<String, Object>) group).get("rules"));
        }
        return rules;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> inner(Map<String, Object> rule, String key) {
        return (Map<String, Object>) rule.get(key);
    }
}
