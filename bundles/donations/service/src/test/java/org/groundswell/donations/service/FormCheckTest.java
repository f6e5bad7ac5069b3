package org.groundswell.donations.service;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.groundswell.donations.api.choices.PaymentChoices.Choice;
import org.groundswell.shared.forms.FormFields;
import org.joda.money.Money;
import org.junit.Test;

public class FormCheckTest {
    private final FormCheck check = new FormCheck(new KeysOnly(),
            (_, _) -> List.of(new Choice("often", "", true), new Choice("once", "", false)), 100, 100_000);

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
        assertEquals(Set.of("campaign"), errors(Map.of("amount", "25", "campaign", "other")));
    }

    @Test
    public void aWayToPayThatIsNotOfferedIsRefused() {
        assertEquals(Set.of("provider"), errors(Map.of("amount", "25", "provider", "nobody")));
        assertEquals(Set.of("provider"), errors(Map.of("amount", "25", "provider", "Often")));
        assertEquals(Set.of("provider"), errors(Map.of("amount", "25", "provider", "x".repeat(20_000))));
        assertEquals(Set.of("provider"), errors(Map.of("amount", "25", "provider", "nobody", "monthly", "yes", "email",
                "a@example.org")));
        assertEquals(Set.of(), errors(Map.of("amount", "25", "provider", "once")));
        var nothingOffered = new FormCheck(new KeysOnly(), (_, _) -> List.of(), 100, 100_000);
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
