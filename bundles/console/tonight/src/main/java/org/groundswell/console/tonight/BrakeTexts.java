package org.groundswell.console.tonight;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.groundswell.donations.api.brakes.BrakesState;
import org.groundswell.donations.api.choices.PaymentChoices.Gateway;
import org.groundswell.donations.api.choices.PaymentChoices.Standing;
import org.groundswell.shared.forms.FormFields;

/** What was typed for each language of the site, and the gateways as the page lists them. */
final class BrakeTexts {
    private static final String FIELD = "text-";

    private BrakeTexts() {
    }

    /** By language tag, on one line each, without blank ones. */
    static Map<String, String> of(FormFields form, List<String> languages) {
        var texts = new LinkedHashMap<String, String>();
        for (String each : languages) {
            String text = form.get(FIELD + each);
            if (!text.isBlank()) {
                texts.put(each, text);
            }
        }
        return texts;
    }

    static boolean isTooLong(FormFields form, List<String> languages) {
        return languages.stream().anyMatch(each -> form.isLonger(FIELD + each, BrakesState.LONGEST_TEXT));
    }

    /** Those that are there, and those that are off and were taken away since. */
    static List<Map<String, Object>> gateways(List<Gateway> there, BrakesState state) {
        var gateways = new ArrayList<Map<String, Object>>();
        there.forEach(each -> gateways.add(Map.of("name", each.provider(), "standing", each.standing().name(), "off",
                state.gatewaysOff().contains(each.provider()))));
        state.gatewaysOff().stream().filter(off -> there.stream().noneMatch(each -> each.provider().equals(off))).sorted()
                .forEach(off -> gateways.add(Map.of("name", off, "standing", Standing.OFF.name(), "off", true)));
        return gateways;
    }
}
