package org.groundswell.console.gifts;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.search.GiftQuery;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.forms.FormFields;

/**
 * What the list shows, as it stands in the address; the export takes the same.
 *
 * @param fields those that say something, by their names
 * @param query  the same for the search
 */
record Filters(Map<String, String> fields, GiftQuery query) {
    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final String[] NAMES = {"words", "state", "provider", "campaign", "from", "until"};

    /**
     * @param zone the site's, in which days begin and end
     * @throws BadFormException if a state or a day is none
     */
    static Filters of(FormFields sent, ZoneId zone) throws BadFormException {
        var fields = new LinkedHashMap<String, String>();
        Arrays.stream(NAMES).filter(sent::has).forEach(each -> fields.put(each, sent.get(each)));
        Instant from = day(sent.get("from"), 0, zone);
        Instant until = day(sent.get("until"), 1, zone);
        return new Filters(fields, new GiftQuery(sent.get("words"), state(sent.get("state")), sent.get("provider"),
                sent.get("campaign"), from, until));
    }

    /** As the end of an address; "" where all is shown. */
    String address() {
        return fields.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** For the audit log: which filters, without what may be personal. */
    String impersonal() {
        return fields.entrySet().stream()
                .map(each -> each.getKey().equals("words") ? "words" : each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining(", "));
    }

    private static DonationState state(String text) throws BadFormException {
        try {
            return text.isEmpty() ? null : DonationState.valueOf(text);
        } catch (IllegalArgumentException e) {
            throw new BadFormException(400, "state: expected one of " + Arrays.toString(DonationState.values()));
        }
    }

    private static Instant day(String text, int later, ZoneId zone) throws BadFormException {
        if (text.isEmpty()) {
            return null;
        }
        try {
            if (DAY.matcher(text).matches()) {
                return LocalDate.parse(text).plusDays(later).atStartOfDay(zone).toInstant();
            }
        } catch (DateTimeParseException e) {
            // The 30th of February: said below.
        }
        throw new BadFormException(400, "from and until: expected a day such as 2026-11-27");
    }
}
