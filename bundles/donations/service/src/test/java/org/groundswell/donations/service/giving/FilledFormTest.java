package org.groundswell.donations.service.giving;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;

import java.util.List;
import java.util.Map;
import org.groundswell.pages.api.Campaign;
import org.groundswell.shared.forms.FormFields;
import org.joda.money.Money;
import org.junit.Test;

/** What an address may ask for. */
public class FilledFormTest {
    private static final Campaign SCHOOL =
            new Campaign("school", Money.parse("EUR 1000"), money("10", "25"), money("5", "12.50"));

    @Test
    public void aSuggestedAmountIsChosen() {
        FormFields form = asked(Map.of("amount", "25"), "en");
        assertEquals("25", form.get("amount"));
        assertFalse(form.has("other") || form.has("monthly"));
        assertEquals("school", form.get("campaign"));
        assertEquals("EUR", form.get("currency"));
        assertEquals("each way of giving has its own", "25",
                asked(Map.of("amount", "25", "monthly", "yes"), "en").get("other"));
    }

    @Test
    public void anotherAmountIsTypedAsItsLanguageDoes() {
        assertEquals("12,50", asked(Map.of("amount", "12.5"), "nl").get("other"));
        assertEquals("12.50", asked(Map.of("amount", "12.50"), "en").get("other"));
        FormFields monthly = asked(Map.of("amount", "12.5", "monthly", "1"), "nl");
        assertEquals("12,50", monthly.get("amount"));
        assertEquals("yes", monthly.get("monthly"));
        assertFalse(monthly.has("other"));
    }

    /** Links are typed off posters, and written by people who do not read how. */
    @Test
    public void linksAreReadGenerously() {
        for (String amount : List.of("12,50", "12,5", " 12.50 ", "\u0661\u0662\u066b\u0665\u0660", "\uff11\uff12.5",
                "\u06f1\u06f2.\u06f5")) {
            assertEquals(amount, "12.50", asked(Map.of("amount", amount), "en").get("other"));
        }
        assertEquals("25", asked(Map.of("amount", "\u0662\u0665"), "ar").get("amount"));
        assertEquals("25", asked(Map.of("amount", "25,00"), "nl").get("amount"));
        for (String monthly : List.of("yes", "YES", "Yes ", "true", "TRUE", "1", "on")) {
            assertEquals(monthly, "yes", asked(Map.of("monthly", monthly), "en").get("monthly"));
        }
        for (String monthly : List.of("", "no", "false", "0", "yesterday")) {
            assertFalse(monthly, asked(Map.of("monthly", monthly), "en").has("monthly"));
        }
    }

    @Test
    public void whatMakesNoSenseIsLeftToTheDonor() {
        for (String amount : List.of("", "0", "0.00", "-5", "1e3", "25,000", "12.500", "12.505", "1.000,00", "2 5", "<b>", "NaN",
                "1".repeat(13), "٢٥٫", "25,", "25,0,0", "9".repeat(5000), "0x10", "+25", ".5", "5.")) {
            FormFields form = asked(Map.of("amount", amount, "monthly", "<script>", "name", "Eve", "key", "k"), "en");
            assertFalse(amount, form.values().containsKey("amount") || form.has("other") || form.has("monthly"));
            assertEquals("nothing else is taken from an address", "", form.get("name"));
            assertNotEquals("k", form.get("key"));
        }
    }

    @Test
    public void theAmountOfTheChosenWayCounts() {
        var sent = Map.of("monthlyAmounts", "own", "amount", "50", "monthlyAmount", "5");
        assertEquals("50", SentForm.withChosenAmount(new FormFields(sent)).get("amount"));
        assertEquals("5", SentForm.withChosenAmount(new FormFields(sent).with("monthly", "yes")).get("amount"));
        assertEquals("the other one stays for whoever thinks again", "50",
                SentForm.withChosenAmount(new FormFields(sent).with("monthly", "yes")).get("onceAmount"));
        var none = Map.of("monthlyAmounts", "own", "amount", "50", "monthly", "yes");
        assertEquals("never one that the donor does not see", "",
                SentForm.withChosenAmount(new FormFields(none)).get("amount"));
        var older = Map.of("amount", "50", "monthly", "yes");
        assertEquals("50", SentForm.withChosenAmount(new FormFields(older)).get("amount"));
    }

    private static FormFields asked(Map<String, String> query, String language) {
        return FilledForm.asked(new FormFields(query), SCHOOL, language).fields();
    }

    private static List<Money> money(String... amounts) {
        return List.of(amounts).stream().map(each -> Money.parse("EUR " + each)).toList();
    }
}
