package org.groundswell.kernel.configuration;

import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import org.osgi.service.metatype.AttributeDefinition;

/**
 * What has to be true between two settings of the kernel. Elsewhere the component itself says so, and the keeper puts
 * the settings before in force again; the kernel's own have nobody behind them who could.
 */
final class SettingsRules {
    private static final Map<String, List<Less>> RULES = Map.of("org.groundswell.kernel.switchboard",
            List.of(new Less("holdMillis", "drainMillis")));

    private SettingsRules() {
    }

    private record Less(String smaller, String larger) {
    }

    /**
     * A rule that does not hold.
     *
     * @param key the setting that is at fault; it is among those that were given
     */
    record Broken(String key, String expected) {
        @Override
        public String toString() {
            return key + ": " + expected;
        }
    }

    /**
     * @param type   the PID without the name of an instance
     * @param values those that were given; for the others their defaults count
     */
    static List<Broken> broken(String type, Dictionary<String, Object> values,
            Map<String, AttributeDefinition> attributes) {
        return RULES.getOrDefault(type, List.of()).stream()
                .filter(rule -> number(rule.smaller(), values, attributes) >= number(rule.larger(), values, attributes))
                .map(rule -> broken(rule, values, attributes)).toList();
    }

    private static Broken broken(Less rule, Dictionary<String, Object> values,
            Map<String, AttributeDefinition> attributes) {
        long smaller = number(rule.smaller(), values, attributes);
        long larger = number(rule.larger(), values, attributes);
        return values.get(rule.smaller()) != null
                ? new Broken(rule.smaller(), "expected less than " + rule.larger() + " (" + larger + "), found "
                        + smaller)
                : new Broken(rule.larger(), "expected more than " + rule.smaller() + " (" + smaller + "), found "
                        + larger);
    }

    private static long number(String key, Dictionary<String, Object> values,
            Map<String, AttributeDefinition> attributes) {
        return values.get(key) instanceof Number given ? given.longValue()
                : Long.parseLong(attributes.get(key).getDefaultValue()[0]);
    }
}
