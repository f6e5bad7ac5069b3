package org.groundswell.pages.site;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.groundswell.donations.api.choices.PaymentChoices.Choice;
import org.groundswell.pages.api.Campaign;
import org.joda.money.Money;

/** What the node tells a template on the way of one donor, in each state in which a donor may come. */
final class DonorMoments {
    /** Pages that nobody comes to but a donor. */
    private static final Set<String> OF_ONE = Set.of("thanks", "sorry", "onward", "wait", "confirm", "monthly");
    private static final List<String> THANKED = List.of("paid", "pledged", "pending", "refunded", "disputed");
    private static final List<String> SORRY = List.of("failed", "canceled", "expired");
    private static final List<String> FIELDS = List.of("monthly", "amount", "name", "email", "address", "message",
            "provider", "form", "campaign", "text");
    private static final String LONG = "W".repeat(200);

    private DonorMoments() {
    }

    /**
     * A page made for one donor.
     *
     * @param when in words
     */
    record Moment(String page, String when, Map<String, Object> values) {
    }

    /**
     * Who comes, and what is written in the form.
     *
     * @param first so many others come before
     */
    private record Donor(Money amount, String name, String words, int first) {
    }

    /** All of them for gifts to a campaign, with whatever may be odd about them. */
    static List<Moment> of(Campaign campaign) {
        return of(campaign, new Donor(OddFigures.huge(campaign.goal().getCurrencyUnit()), OddFigures.HOSTILE, LONG, 123_456));
    }

    /** The most usual one of a page that is made for one donor each; nothing for other pages. */
    static Optional<Moment> usual(Campaign campaign, String page) {
        Money amount = campaign.amounts().stream().findFirst().orElse(campaign.goal());
        return of(campaign, new Donor(amount, "", amount.getAmount().toPlainString(), 12)).stream()
                .filter(each -> OF_ONE.contains(page) && each.page().equals(page)).findFirst();
    }

    private static List<Moment> of(Campaign campaign, Donor donor) {
        var moments = new ArrayList<Moment>();
        Money amount = donor.amount();
        for (boolean monthly : List.of(false, true)) {
            Map<String, Object> gift = Map.of("campaign", campaign.id(), "amount", amount, "monthly", monthly);
            THANKED.forEach(state -> moments.add(result("thanks", state, gift)));
            SORRY.forEach(state -> moments.add(result("sorry", state, gift)));
            moments.add(moment("onward", "on the way to the gateway", gift, Map.of("checkout", "https://pay.invalid/1")));
            moments.add(moment("wait", "while others come first", gift, Map.of("place", donor.first(), "minutes", 2L, "refresh",
                    "10", "closed", false)));
            moments.add(moment("wait", "while nobody can pay", gift, Map.of("place", 0, "minutes", 0, "refresh", "10",
                    "closed", true)));
            moments.add(moment("confirm", "before the gift is begun", gift, form(campaign, donor, Map.of("challenge", ""))));
        }
        moments.add(moment("thanks", "without the donor's signature", Map.of(), Map.of("state", "paid", "signed", false,
                "amount", amount, "refunded", amount, "checkout", "", "campaign", "", "monthly", false, "stop", "")));
        moments.add(moment("donate", "with a mistake in each field", form(campaign, donor, Map.of("errors", errors(), "note", LONG,
                "begun", true)), Map.of()));
        for (String state : List.of("active", "stopped", "failed")) {
            moments.add(moment("monthly", "in state " + state, Map.of("amount", amount), Map.of("state", state, "donation", "1",
                    "signature", "s")));
        }
        for (String state : List.of("", "sent")) {
            moments.add(moment("contact", "in state '" + state + "'", Map.of("form", Map.of("name", donor.words()), "errors",
                    state.isEmpty() ? errors() : Map.of()), Map.of("state", state)));
        }
        return moments;
    }

    /** Ways to pay, some of them for every month. */
    static List<Choice> choices() {
        return List.of(new Choice("card", "Card", true), new Choice("bank", "Bank", false));
    }

    private static Map<String, Object> form(Campaign campaign, Donor donor, Map<String, Object> further) {
        var values = new HashMap<String, Object>(Map.of("campaign", campaign.id(), "key", SnapshotBuilder.KEY_PLACE, "choices",
                choices(), "errors", Map.of(), "form", Map.of("campaign", campaign.id(), "amount", donor.words(), "name",
                donor.name(), "message", donor.words(), "monthly", "yes")));
        values.putAll(further);
        return values;
    }

    private static Map<String, String> errors() {
        var errors = new HashMap<String, String>();
        FIELDS.forEach(field -> errors.put(field, LONG));
        return errors;
    }

    private static Moment result(String page, String state, Map<String, Object> gift) {
        return moment(page, "in state " + state, gift, Map.of("state", state, "signed", true, "test", true, "refunded",
                gift.get("amount"), "checkout", "https://pay.invalid/1", "receipt", true, "stop", "/monthly?donation=1",
                "ended", true, "again", "/en/donate?campaign=1"));
    }

    private static Moment moment(String page, String when, Map<String, Object> one, Map<String, Object> other) {
        var values = new HashMap<String, Object>();
        Stream.of(one, other).forEach(values::putAll);
        values.put("here", Map.of());
        return new Moment(page, when, Map.copyOf(values));
    }
}
