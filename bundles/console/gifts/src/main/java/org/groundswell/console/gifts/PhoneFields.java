package org.groundswell.console.gifts;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.kernel.api.ports.PortUnavailableException;
import org.groundswell.pages.api.Campaign;
import org.groundswell.shared.money.MoneyText;

/** What the phone room's forms show. */
final class PhoneFields {
    private final Choices choices;
    private final Ledger ledger;

    PhoneFields(Choices choices, Ledger ledger) {
        this.choices = choices;
        this.ledger = ledger;
    }

    Choices choices() {
        return choices;
    }

    /** An empty form, for the same campaign and language as the gift before. */
    Map<String, String> fresh(List<Donation> last, String reader) {
        var typed = new HashMap<String, String>();
        typed.put("key", UUID.randomUUID().toString());
        typed.put("campaign", last.stream().findFirst().map(each -> each.pledge().campaign())
                .filter(each -> !choices.closed().contains(each)).orElse(""));
        typed.put("language", last.isEmpty() ? reader : last.getFirst().pledge().language());
        typed.put("shown", "yes");
        if (isTest()) {
            typed.put("test", "yes");
        }
        return typed;
    }

    /** A form with what was entered. */
    static Map<String, String> of(Donation gift, String reader) {
        var pledge = gift.pledge();
        return Map.of("campaign", pledge.campaign(), "language", pledge.language(), "amount",
                MoneyText.typed(pledge.amount(), reader), "name", pledge.donor().name(), "email", pledge.donor().email(),
                "shown", pledge.donor().anonymous() ? "" : "yes");
    }

    /** @param typed what stands in the fields */
    Map<String, Object> values(Map<String, String> typed, String reader) {
        var values = new HashMap<String, Object>();
        values.put("typed", typed);
        Map<String, String> campaigns = choices.campaigns(reader);
        List<String> closed = choices.closed();
        // Who gives on the phone gives to what goes on; a gift that was entered before stays where it is.
        List<String> open = campaigns.keySet().stream().filter(each -> !closed.contains(each)
                || each.equals(typed.get("campaign"))).toList();
        values.put("campaigns", campaigns);
        values.put("closed", closed);
        values.put("offered", open.isEmpty() ? List.copyOf(campaigns.keySet()) : open);
        values.put("currencies", choices.currencies());
        values.put("spoken", spoken());
        values.put("mayBeTest", typed.getOrDefault("test", "").equals("yes") || isTest());
        values.put("minutes", OwnGifts.CORRECTABLE.toMinutes());
        return values;
    }

    static Map<String, Object> problem(TypedGift.Wrong wrong) {
        var values = new HashMap<String, Object>(Map.of("problem", wrong.key()));
        if (wrong.amount() != null) {
            values.put("ask", wrong.amount());
            values.put("sure", TypedGift.sure(wrong.amount()));
        }
        return values;
    }

    /** The site's languages, as their speakers call them. */
    private Map<String, String> spoken() {
        var names = new LinkedHashMap<String, String>();
        for (String tag : choices.site().languages()) {
            Locale locale = Locale.forLanguageTag(tag);
            names.put(tag, locale.getDisplayName(locale));
        }
        return names;
    }

    /** While nobody can say so, what is typed stays what it was. */
    private boolean isTest() {
        try {
            return showsTests(choices, ledger);
        } catch (LedgerUnavailableException | PortUnavailableException e) {
            return false;
        }
    }

    /** Whether visitors see tests: only then may a gift be one. */
    static boolean showsTests(Choices choices, Ledger ledger) {
        Campaign first = choices.site().campaigns().getFirst();
        return ledger.totals(first.id(), first.goal().getCurrencyUnit()).isTest();
    }
}
