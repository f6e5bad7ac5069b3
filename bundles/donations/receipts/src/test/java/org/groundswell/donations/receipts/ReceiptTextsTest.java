package org.groundswell.donations.receipts;

import static org.junit.Assert.assertEquals;

import org.junit.Test;

public class ReceiptTextsTest {

    @Test
    public void anAmountHasTheDecimalsOfItsCurrency() {
        assertEquals("KWD12.345", amount("en", "KWD 12.345"));
        assertEquals("KWD\u00a012,345", amount("nl", "KWD 12.345"));
        assertEquals("¥1,000", amount("en", "JPY 1000"));
        assertEquals("JP¥\u00a01.000", amount("nl", "JPY 1000"));
        assertEquals("€25.00", amount("en", "EUR 25"));
        assertEquals("\u200f12.50\u00a0€", amount("ar", "EUR 12.50"));
    }

    private static String amount(String language, String amount) {
        return new ReceiptTexts(new TestPages(), Gifts.of(language, amount)).amount();
    }
}
