package org.groundswell.payments.sandbox;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.net.URI;
import java.util.UUID;
import java.util.regex.Pattern;
import org.groundswell.payments.api.PaymentRequest;
import org.joda.money.Money;
import org.junit.Test;

public class CheckoutPageTest {

    @Test
    public void anAmountHasTheDecimalsOfItsCurrency() {
        says("KWD 12.345", "en", "KWD\u00a012.345");
        says("KWD 12.345", "nl", "KWD\u00a012,345");
        says("JPY 1000", "en", "¥1,000");
        says("JPY 1000", "nl", "JP¥\u00a01.000");
        says("EUR 12.50", "nl", "€\u00a012,50");
        says("EUR 25", "en", "€25.00");
    }

    /** As the amount, and once more on the button. */
    private static void says(String amount, String language, String expected) {
        var request = new PaymentRequest(UUID.randomUUID(), Money.parse(amount), false, "", "Delta", language,
                URI.create("/back"), URI.create("/told"));
        String page = new CheckoutPage("/css").checkout(SandboxPayment.opened("sb_1", request, 0));
        assertTrue(expected + " in " + page, page.contains("<p class=\"amount\">" + expected + "<"));
        assertEquals(expected + " in " + page, 3, page.split(Pattern.quote(expected) + "(?![.,\\d])", -1).length);
    }
}
