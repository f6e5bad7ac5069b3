package org.groundswell.donations.service.giving;

import static org.junit.Assert.assertTrue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import org.groundswell.shared.money.AmountLimits;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.Test;

/** What the form takes where nobody has said anything: about as much in each currency that charities take. */
public class ShippedLimitsTest {
    /** What a euro is about, in 2026; that rates move by half makes no difference here. */
    private static final Map<String, String> FOR_A_EURO = Map.ofEntries(
            Map.entry("AED", "4.3"), Map.entry("AUD", "1.8"), Map.entry("BDT", "140"), Map.entry("BHD", "0.44"),
            Map.entry("BRL", "6.3"), Map.entry("CAD", "1.6"), Map.entry("CHF", "0.93"), Map.entry("CLP", "1100"),
            Map.entry("CNY", "8.3"), Map.entry("COP", "4500"), Map.entry("CZK", "24.5"), Map.entry("DKK", "7.46"),
            Map.entry("EGP", "55"), Map.entry("EUR", "1"), Map.entry("GBP", "0.87"), Map.entry("HKD", "9.1"),
            Map.entry("HUF", "390"), Map.entry("IDR", "19000"), Map.entry("ILS", "3.9"), Map.entry("INR", "103"),
            Map.entry("ISK", "145"), Map.entry("JOD", "0.82"), Map.entry("JPY", "175"), Map.entry("KES", "150"),
            Map.entry("KRW", "1650"), Map.entry("KWD", "0.36"), Map.entry("LKR", "355"), Map.entry("MAD", "10.6"),
            Map.entry("MXN", "21.5"), Map.entry("MYR", "4.9"), Map.entry("NGN", "1700"), Map.entry("NOK", "11.7"),
            Map.entry("NPR", "165"), Map.entry("NZD", "2"), Map.entry("OMR", "0.45"), Map.entry("PEN", "4"),
            Map.entry("PHP", "68"), Map.entry("PKR", "328"), Map.entry("PLN", "4.25"), Map.entry("QAR", "4.2"),
            Map.entry("RON", "5.1"), Map.entry("RSD", "117"), Map.entry("SAR", "4.4"), Map.entry("SEK", "11"),
            Map.entry("SGD", "1.5"), Map.entry("THB", "38"), Map.entry("TND", "3.4"), Map.entry("TRY", "49"),
            Map.entry("TWD", "36"), Map.entry("UAH", "49"), Map.entry("UGX", "4200"), Map.entry("USD", "1.17"),
            Map.entry("VND", "30500"), Map.entry("XAF", "656"), Map.entry("XOF", "656"), Map.entry("ZAR", "20.2"));

    @Test
    public void eachCurrencyHasLimitsOfAboutTheSameWorth() throws Exception {
        Class<?> settings = DonationServlet.Config.class;
        var limits = AmountLimits.of((String[]) settings.getMethod("limits").getDefaultValue(),
                (long) settings.getMethod("minimumMinor").getDefaultValue(),
                (long) settings.getMethod("maximumMinor").getDefaultValue());
        FOR_A_EURO.forEach((code, rate) -> {
            AmountLimits.Range range = limits.of(CurrencyUnit.of(code));
            isBetween(range.smallest(), rate, "0.3", "3");
            isBetween(range.largest(), rate, "20000", "100000");
        });
    }

    private static void isBetween(Money amount, String rate, String least, String most) {
        BigDecimal euros = amount.getAmount().divide(new BigDecimal(rate), 2, RoundingMode.HALF_UP);
        assertTrue(amount + " are " + euros + " euro, and not " + least + " to " + most,
                euros.compareTo(new BigDecimal(least)) >= 0 && euros.compareTo(new BigDecimal(most)) <= 0);
    }
}
