package org.groundswell.payments.mollie;

import com.google.gson.JsonObject;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.Set;
import org.groundswell.payments.client.Json;
import org.groundswell.payments.client.UnreadableException;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Amounts as Mollie writes them: a currency and a text with the right number of decimals (docs.mollie.com). */
final class MollieAmount {
    private static final Set<String> NO_DECIMALS = Set.of("ISK", "JPY");
    private static final Set<String> TAKEN = Set.of("AED", "AUD", "BGN", "BRL", "CAD", "CHF", "CZK", "DKK", "EUR",
            "GBP", "HKD", "HUF", "ILS", "ISK", "JPY", "MXN", "MYR", "NOK", "NZD", "PHP", "PLN", "RON", "SEK", "SGD",
            "THB", "TWD", "USD", "ZAR");

    private MollieAmount() {
    }

    static boolean takes(CurrencyUnit currency) {
        return TAKEN.contains(currency.getCode());
    }

    static JsonObject json(Money amount) {
        String code = amount.getCurrencyUnit().getCode();
        var json = new JsonObject();
        json.addProperty("currency", code);
        json.addProperty("value", amount.getAmount().setScale(NO_DECIMALS.contains(code) ? 0 : 2,
                RoundingMode.UNNECESSARY).toPlainString());
        return json;
    }

    /** The amount in a field, or nothing where there is none. */
    static Optional<Money> money(JsonObject from, String field) {
        return Json.object(from, field).map(each -> Money.of(CurrencyUnit.of(Json.needed(each, "currency")),
                Json.neededDecimal(each, "value"), RoundingMode.UNNECESSARY));
    }

    /** The amount in a field that has to be there. */
    static Money neededMoney(JsonObject from, String field) {
        return money(from, field).orElseThrow(() -> new UnreadableException("field " + field + " is missing"));
    }
}
