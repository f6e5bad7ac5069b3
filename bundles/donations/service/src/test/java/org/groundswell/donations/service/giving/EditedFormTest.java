package org.groundswell.donations.service.giving;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.Map;
import org.groundswell.donations.service.KeysOnly;
import org.groundswell.pages.api.Site;
import org.groundswell.shared.forms.FormFields;
import org.joda.money.Money;
import org.junit.Test;

public class EditedFormTest {

    @Test
    public void whatWasTypedStays() {
        var typed = Map.of("lang", "en", "edit", "nl", "key", "k", "campaign", "flood", "name", "Anna", "email", "anna@",
                "message", "a\nb", "monthly", "yes", "provider", "p", "amount", "25");
        FormFields form = EditedForm.of(new FormFields(typed), site("EUR 1000"));
        assertEquals("nl", form.get("lang"));
        typed.forEach((name, value) -> assertEquals(name, name.equals("lang") ? "nl" : value, form.get(name)));
        assertTrue(EditedForm.isWanted(form));
        assertFalse(EditedForm.isWanted(new FormFields(Map.of("edit", ""))));
    }

    @Test
    public void anAmountStaysTheSameAmount() {
        assertEquals("12,50", other("EUR 1000", "en", "nl", "12.50"));
        assertEquals("1000", other("EUR 1000", "nl", "en", "1.000"));
        assertEquals("12,500", other("KWD 1000", "en", "nl", "12.500"));
        assertEquals("12500000", other("KWD 1000", "nl", "en", "12.500.000"));
        assertEquals("5000", other("JPY 1000", "en", "nl", "￥５，０００"));
        assertEquals("what is none stays as it is", "1,0,0", other("EUR 1000", "en", "nl", "1,0,0"));
        assertEquals("", other("EUR 1000", "en", "nl", ""));
        assertEquals("refused in one language, it means nothing in the other", "",
                other("KWD 1000", "nl", "en", "12.500"));
        assertEquals("", other("EUR 1000", "en", "nl", "1.000"));
    }

    @Test
    public void soDoTheAmountsOfTheOtherWayOfGiving() {
        for (String field : new String[] {"onceAmount", "monthlyAmount"}) {
            assertEquals(field, "12,50", EditedForm.of(new FormFields(Map.of("lang", "en", "edit", "nl", field, "12.50")),
                    site("EUR 1000")).get(field));
        }
    }

    @Test
    public void aLanguageThatTheSiteDoesNotSpeakIsItsFirst() {
        var form = EditedForm.of(new FormFields(Map.of("lang", "nl", "edit", "xx", "other", "1.000")), site("EUR 1000"));
        assertEquals("en", form.get("lang"));
        assertEquals("1000", form.get("other"));
    }

    private static String other(String goal, String from, String to, String typed) {
        return EditedForm.of(new FormFields(Map.of("lang", from, "edit", to, "other", typed)), site(goal)).get("other");
    }

    private static Site site(String goal) {
        return new KeysOnly(Money.parse(goal)).site();
    }
}
