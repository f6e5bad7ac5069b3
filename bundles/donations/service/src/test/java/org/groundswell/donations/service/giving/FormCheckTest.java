package org.groundswell.donations.service.giving;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.groundswell.donations.api.choices.PaymentChoices.Choice;
import org.groundswell.donations.service.KeysOnly;
import org.groundswell.shared.forms.FormFields;
import org.groundswell.shared.money.AmountLimits;
import org.joda.money.Money;
import org.junit.Test;

public class FormCheckTest {
    private static final AmountLimits LIMITS = AmountLimits.of(new String[] {"JPY 150 8000000"}, 100, 100_000);
    private final FormCheck check = new FormCheck(new KeysOnly(),
            (_, _) -> List.of(new Choice("often", "", true), new Choice("once", "", false)), LIMITS);

    @Test
    public void aGoodFormIsUnderstood() {
        var checked = check.check(form(Map.of("amount", "25", "name", "Anna", "email", "anna@example.org")));
        assertEquals(Map.of(), checked.errors());
        assertEquals(Money.parse("EUR 25"), checked.amount());
        assertEquals("Anna", checked.donor().name());
    }

    @Test
    public void theDonorsOwnAmountWinsOverASuggestion() {
        assertEquals(Money.parse("EUR 12.50"),
                check.check(form(Map.of("amount", "25", "other", "12,50"))).amount());
    }

    @Test
    public void whatIsWrongIsSaidAtItsField() {
        assertEquals(Set.of("amount"), errors(Map.of("amount", "x")));
        assertEquals(Set.of("amount"), errors(Map.of("amount", "0.99")));
        assertEquals(Set.of("amount"), errors(Map.of("amount", "1000.01")));
        assertEquals(Set.of("amount"), errors(Map.of("amount", "25", "currency", "USD")));
        assertEquals(Set.of("email"), errors(Map.of("amount", "25", "email", "anna@")));
        assertEquals(Set.of("email"), errors(Map.of("amount", "25", "email", "a b@example.org")));
        assertEquals(Set.of("name"), errors(Map.of("amount", "25", "name", "n".repeat(101))));
        assertEquals(Set.of("message"), errors(Map.of("amount", "25", "message", "m".repeat(501))));
        assertEquals(Set.of("address"), errors(Map.of("amount", "25", "address", "a".repeat(301))));
        assertEquals(Set.of("campaign"), errors(Map.of("amount", "25", "campaign", "other")));
    }

    @Test
    public void anAddressIsTakenWithoutWhatNobodySees() {
        var checked = check.check(form(Map.of("amount", "25", "email", "\u00a0anna\u200b@exam\u00adple.org\ufeff")));
        assertEquals(Map.of(), checked.errors());
        assertEquals("anna@example.org", checked.donor().email());
        assertEquals("nothing is left of it", Set.of("email"),
                errors(Map.of("amount", "25", "monthly", "yes", "email", "\u200b")));
        assertEquals("one message: it cannot be read", "error.email",
                check.check(form(Map.of("amount", "25", "email", "jan..doe@example.org"))).errors().get("email"));
    }

    @Test
    public void amountsInMessagesAreWrittenAsTheDonorWritesThem() {
        assertEquals("error.amount[error.amount.or[1000, 1000,50]]", message("EUR 1000", "nl", "x"));
        assertEquals("error.amount.least[€\u00a01]", message("EUR 1000", "nl", "0,99"));
        assertEquals("error.amount.most[€\u00a01.000]", message("EUR 1000", "nl", "1000,01"));
        assertEquals("error.amount.least[€1]", message("EUR 1000", "en", "0.99"));
        assertEquals("no decimals where there are none", "error.amount[1000]", message("JPY 1000", "en", "x"));
        assertEquals("error.amount.least[¥150]", message("JPY 1000", "en", "￥１４９"));
        assertEquals("error.amount.most[JP¥\u00a08.000.000]", message("JPY 1000", "nl", "8000001"));
        assertEquals("as the pages write it", "error.amount.most[HUF\u00a01.000]", message("HUF 1000", "nl", "1001"));
        assertEquals("error.amount.least[KWD\u00a00.100]", message("KWD 1000", "en", "0.099"));
    }

    @Test
    public void theCauseOfARefusedAmountIsNamed() {
        assertEquals("error.amount.other[EUR, $, error.amount.or[1000, 1000.50]]", message("EUR 1000", "en", "$50"));
        assertEquals("error.amount.other[EUR, USD, error.amount.or[1000, 1000,50]]", message("EUR 1000", "nl", "50 USD"));
        assertEquals("error.amount.most[€1,000]", message("EUR 1000", "en", "9".repeat(20)));
        assertEquals("error.amount.most[€\u00a01.000]", message("EUR 1000", "nl", "€ " + "9".repeat(40)));
        assertEquals("error.amount.decimals[EUR, 2, error.amount.or[1000, 1000,50]]", message("EUR 1000", "nl", "25,505"));
        assertEquals("error.amount.whole[JPY, 1000]", message("JPY 1000", "en", "500.5"));
        assertEquals("error.amount.minus[25,50]", message("EUR 1000", "nl", "€ -25,50"));
        assertEquals("error.amount.several[error.amount.or[1000, 1000.50]]", message("EUR 1000", "en", "10 or 20"));
        assertEquals("error.amount[error.amount.or[1000, 1000.50]]", message("EUR 1000", "en", "much"));
    }

    private static String message(String goal, String language, String typed) {
        var check = new FormCheck(new KeysOnly(Money.parse(goal)), (_, _) -> List.of(), LIMITS);
        return check.check(form(Map.of("lang", language, "other", typed))).errors().get("amount");
    }

    @Test
    public void aWayToPayThatIsNotOfferedIsRefused() {
        assertEquals(Set.of("provider"), errors(Map.of("amount", "25", "provider", "nobody")));
        assertEquals(Set.of("provider"), errors(Map.of("amount", "25", "provider", "Often")));
        assertEquals(Set.of("provider"), errors(Map.of("amount", "25", "provider", "x".repeat(20_000))));
        assertEquals(Set.of("provider"), errors(Map.of("amount", "25", "provider", "nobody", "monthly", "yes", "email",
                "a@example.org")));
        assertEquals(Set.of(), errors(Map.of("amount", "25", "provider", "once")));
        var nothingOffered = new FormCheck(new KeysOnly(), (_, _) -> List.of(), LIMITS);
        assertEquals("the pledge is noted", Set.of(),
                nothingOffered.check(form(Map.of("amount", "25", "provider", "often"))).errors().keySet());
        assertEquals("but not for what was never one", Set.of("provider"),
                nothingOffered.check(form(Map.of("amount", "25", "provider", "x 2026 ERROR"))).errors().keySet());
    }

    @Test
    public void aMonthlyGiftNeedsAnAddressAndAProviderThatCan() {
        var monthly = Map.of("amount", "25", "monthly", "yes", "email", "anna@example.org");
        assertTrue(check.check(form(monthly)).monthly());
        assertEquals(Set.of(), errors(monthly));
        assertEquals(Set.of("email"), errors(Map.of("amount", "25", "monthly", "yes")));
        var once = new HashMap<>(monthly);
        once.put("provider", "once");
        assertEquals(Set.of("monthly"), errors(once));
        once.put("provider", "often");
        assertEquals(Set.of(), errors(once));
    }

    @Test
    public void theLimitsThemselvesAreAllowed() {
        assertTrue(errors(Map.of("amount", "1")).isEmpty());
        assertTrue(errors(Map.of("amount", "1000", "name", "n".repeat(100), "message", "m".repeat(500))).isEmpty());
    }

    private Set<String> errors(Map<String, String> fields) {
        return check.check(form(fields)).errors().keySet();
    }

    private static FormFields form(Map<String, String> fields) {
        var all = new HashMap<>(Map.of("campaign", "flood", "lang", "en"));
        all.putAll(fields);
        return new FormFields(all);
    }
}
