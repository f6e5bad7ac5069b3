package org.groundswell.donations.webhooks;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.Entry;
import org.joda.money.Money;

/** What stands in a letter, as JSON. */
final class LetterBody {
    private final boolean personal;

    /** @param personal whether the receiver may know who gave */
    LetterBody(boolean personal) {
        this.personal = personal;
    }

    byte[] of(Entry entry, Donation donation) {
        var data = new JsonObject();
        data.addProperty("donation", entry.donation().toString());
        data.addProperty("version", entry.sequence());
        data.addProperty("campaign", entry.campaign());
        data.addProperty("state", name(entry));
        data.add("pledged", money(donation.pledge().amount()));
        data.add("raised", money(entry.raised()));
        data.addProperty("donations", entry.donations());
        data.addProperty("monthly", donation.pledge().monthly());
        data.addProperty("test", donation.pledge().test());
        data.addProperty("cause", entry.cause().word());
        if (personal) {
            data.add("donor", donor(donation.pledge().donor()));
            data.addProperty("language", donation.pledge().language());
        }
        var body = new JsonObject();
        body.addProperty("type", "donation." + name(entry));
        body.addProperty("timestamp", entry.at().toString());
        body.add("data", data);
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String name(Entry entry) {
        return entry.state().name().toLowerCase(Locale.ROOT);
    }

    private static JsonObject money(Money amount) {
        var money = new JsonObject();
        money.addProperty("currency", amount.getCurrencyUnit().getCode());
        money.addProperty("minor", amount.getAmountMinorLong());
        return money;
    }

    private static JsonObject donor(Donor donor) {
        var person = new JsonObject();
        person.addProperty("name", donor.name());
        person.addProperty("email", donor.email());
        person.addProperty("message", donor.message());
        person.addProperty("anonymous", donor.anonymous());
        return person;
    }
}
