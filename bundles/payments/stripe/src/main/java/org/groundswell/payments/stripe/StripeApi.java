package org.groundswell.payments.stripe;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.groundswell.kernel.api.node.Secret;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.client.GatewayClient;
import org.groundswell.payments.client.Json;
import org.groundswell.payments.client.RefusedException;

/** The few of Stripe's calls that are needed (docs.stripe.com/api), at one version of its API. Thread-safe. */
final class StripeApi implements AutoCloseable {
    /** What the answers look like; a newer one is a new release of this bundle (docs.stripe.com/changelog). */
    static final String VERSION = "2025-09-30.clover";
    private static final int PAGE = 100;
    private static final int KEYS = 5;

    private final GatewayClient client;

    StripeApi(URI base, Duration patience, Secret key) {
        client = new GatewayClient(base, patience, request -> request.header("Authorization",
                GatewayClient.bearer(key.value())).header("Stripe-Version", VERSION), StripeApi::errorCode);
    }

    Optional<Duration> clockAhead() {
        return client.clockAhead();
    }

    @Override
    public void close() {
        client.close();
    }

    /**
     * Stripe saves its own failures with the key, too, and repeats them for a day (docs.stripe.com/idempotency). Then
     * another key may make another session: the donor is shown one of them, and one that nobody sees is never paid.
     */
    JsonObject createSession(Form form, String idempotencyKey) throws PaymentException {
        for (int key = 1;; key++) {
            try {
                return client.post("/v1/checkout/sessions", Form.TYPE, form.toString(),
                        key == 1 ? idempotencyKey : idempotencyKey + "-" + key);
            } catch (RefusedException e) {
                if (!e.isKeySpent() || key == KEYS) {
                    throw e.toPaymentException();
                }
            }
        }
    }

    /** Only one that is open can be (docs.stripe.com/api/checkout/sessions/expire); with a refusal otherwise. */
    void expireSession(String id) throws PaymentException {
        try {
            client.post("/v1/checkout/sessions/" + Form.encoded(id) + "/expire", Form.TYPE, "", "expire-" + id);
        } catch (RefusedException e) {
            throw e.toPaymentException();
        }
    }

    Optional<JsonObject> session(String id) throws PaymentException {
        return client.get("/v1/checkout/sessions/" + Form.encoded(id)
                + expand("payment_intent.latest_charge.balance_transaction"));
    }

    /** The id of the session with this value, for example of {@code payment_intent} or {@code subscription}. */
    Optional<String> sessionBy(String field, String value) throws PaymentException {
        return list("/v1/checkout/sessions?limit=1&" + field + "=" + Form.encoded(value)).stream().findFirst()
                .flatMap(each -> Json.text(each, "id"));
    }

    /** A page of a list, and whether another follows. */
    record Page(List<JsonElement> data, boolean more) {
    }

    Page sessionsSince(long seconds, String after) throws PaymentException {
        return page("/v1/checkout/sessions", seconds, after, "data.payment_intent.latest_charge.balance_transaction");
    }

    Page invoicesSince(long seconds, String after) throws PaymentException {
        return page("/v1/invoices", seconds, after, "data.payments");
    }

    Optional<JsonObject> invoice(String id) throws PaymentException {
        return client.get("/v1/invoices/" + Form.encoded(id) + expand("payments"));
    }

    Optional<JsonObject> invoiceOfIntent(String intent) throws PaymentException {
        return list("/v1/invoice_payments?limit=1&payment[type]=payment_intent&payment[payment_intent]="
                + Form.encoded(intent)).stream().findFirst();
    }

    Optional<JsonObject> intent(String id) throws PaymentException {
        return client.get("/v1/payment_intents/" + Form.encoded(id) + expand("latest_charge.balance_transaction"));
    }

    List<JsonObject> refunds(String intent) throws PaymentException {
        return list("/v1/refunds?limit=" + PAGE + "&payment_intent=" + Form.encoded(intent));
    }

    List<JsonObject> disputes(String intent) throws PaymentException {
        return list("/v1/disputes?limit=" + PAGE + "&payment_intent=" + Form.encoded(intent));
    }

    Page payoutsSince(long seconds, String after) throws PaymentException {
        return page("/v1/payouts?created[gte]=" + seconds, after);
    }

    Optional<JsonObject> payout(String id) throws PaymentException {
        return client.get("/v1/payouts/" + Form.encoded(id));
    }

    /** What an automatic payout is made of (docs.stripe.com/api/balance_transactions/list). */
    Page balanceOf(String payout, String after) throws PaymentException {
        return page("/v1/balance_transactions?payout=" + Form.encoded(payout) + "&expand[]=data.source", after);
    }

    Optional<JsonObject> charge(String id) throws PaymentException {
        return client.get("/v1/charges/" + Form.encoded(id));
    }

    /** One key only: a refund that failed inside Stripe may have moved money, and another key would move it twice. */
    JsonObject createRefund(Form form, String idempotencyKey) throws PaymentException {
        try {
            return client.post("/v1/refunds", Form.TYPE, form.toString(), idempotencyKey);
        } catch (RefusedException e) {
            throw e.toPaymentException();
        }
    }

    void cancelSubscription(String id) throws PaymentException {
        try {
            client.delete("/v1/subscriptions/" + Form.encoded(id));
        } catch (RefusedException e) {
            // Ended already: that is what was wanted.
            if (!e.code().startsWith("resource_missing")) {
                throw new PaymentException(e.getMessage(), e);
            }
        }
    }

    private Page page(String path, long seconds, String after, String expanded) throws PaymentException {
        return page(path + "?created[gte]=" + seconds + "&expand[]=" + expanded, after);
    }

    private Page page(String path, String after) throws PaymentException {
        JsonObject answer = asked(path + "&limit=" + PAGE
                + (after == null ? "" : "&starting_after=" + Form.encoded(after)));
        if (answer.get("data") == null || !answer.get("data").isJsonArray()) {
            throw new PaymentException("GET " + path.replaceFirst("\\?.*", "") + ": an answer without a list");
        }
        return new Page(Json.elements(answer, "data"), Json.is(answer, "has_more"));
    }

    private List<JsonObject> list(String path) throws PaymentException {
        return Json.list(asked(path), "data");
    }

    private JsonObject asked(String path) throws PaymentException {
        return client.get(path.replace("[", "%5B").replace("]", "%5D")).orElseThrow(() -> new PaymentException("GET "
                + path.replaceFirst("\\?.*", "") + ": status 404, there is no such list"));
    }

    private static String expand(String... paths) {
        return Stream.of(paths).map(path -> "expand%5B%5D=" + path).collect(Collectors.joining("&", "?", ""));
    }

    /** Code, kind and field of an error; its message may speak of the donor. */
    private static String errorCode(JsonObject body) {
        return Json.object(body, "error").map(error -> Stream.of("code", "type", "param")
                .flatMap(name -> Json.text(error, name).stream()).collect(Collectors.joining(" "))).orElse("");
    }
}
