package org.groundswell.payments.contract;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.groundswell.payments.contract.GatewayControl.Sent;
import org.groundswell.payments.contract.StripeBook.Intent;
import org.groundswell.payments.contract.StripeBook.Session;

/** What Stripe notifies, and how it vouches for it, after docs.stripe.com/webhooks. */
final class StripeEvents {
    private final StripeBook book;
    private final String secret;

    StripeEvents(StripeBook book, String secret) {
        this.book = book;
        this.secret = secret;
    }

    /** The latest about a payment. */
    Sent of(String paymentId) {
        JsonObject object = object(paymentId);
        var event = new JsonObject();
        event.addProperty("id", "evt_" + UUID.randomUUID());
        event.addProperty("object", "event");
        event.addProperty("type", object.get("object").getAsString() + ".updated");
        var data = new JsonObject();
        data.add("object", object);
        event.add("data", data);
        byte[] body = event.toString().getBytes(StandardCharsets.UTF_8);
        return new Sent(Map.of("stripe-signature", signature(body, Instant.now().getEpochSecond())), body);
    }

    private JsonObject object(String paymentId) {
        if (paymentId.startsWith("in_")) {
            return book.json(book.invoices.get(paymentId));
        }
        Session session = book.sessions.get(paymentId);
        Intent intent = book.intentOf(session);
        return intent == null || intent.refunds.isEmpty() ? book.json(session, "")
                : StripeBook.json(intent.refunds.getLast());
    }

    String signature(byte[] body, long seconds) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((seconds + ".").getBytes(StandardCharsets.US_ASCII));
            return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body)) + ",v0=00";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
