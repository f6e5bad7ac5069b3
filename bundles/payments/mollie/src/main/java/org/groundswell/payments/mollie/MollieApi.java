package org.groundswell.payments.mollie;

import com.google.gson.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.groundswell.kernel.api.node.Secret;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.client.GatewayClient;
import org.groundswell.payments.client.Json;
import org.groundswell.payments.client.RefusedException;

/** The few of Mollie's calls that are needed (docs.mollie.com/reference). Thread-safe. */
final class MollieApi implements AutoCloseable {
    private static final String JSON = "application/json";
    private static final int PAGE = 250;

    private final GatewayClient client;

    MollieApi(URI base, Duration patience, Secret key) {
        // Mollie answers with HAL (docs.mollie.com/reference/common-data-types).
        client = new GatewayClient(base, patience, request -> request.header("Authorization",
                GatewayClient.bearer(key.value())).setHeader("Accept", "application/hal+json, application/json"),
                MollieApi::errorCode);
    }

    Optional<Duration> clockAhead() {
        return client.clockAhead();
    }

    @Override
    public void close() {
        client.close();
    }

    JsonObject create(String path, JsonObject body, String idempotencyKey) throws PaymentException {
        try {
            return client.post(path, JSON, body.toString(), idempotencyKey);
        } catch (RefusedException e) {
            throw e.toPaymentException();
        }
    }

    /** Only what the donor has not paid can be, and not with every method (docs.mollie.com/reference/cancel-payment). */
    void cancelPayment(String id) throws PaymentException {
        try {
            client.delete("/v2/payments/" + encoded(id));
        } catch (RefusedException e) {
            throw e.toPaymentException();
        }
    }

    /**
     * With both kinds of what went back: a sum does not say that a refund failed or a chargeback was taken back. Mollie
     * takes several values after commas (docs.mollie.com/reference/get-payment).
     */
    Optional<JsonObject> payment(String id) throws PaymentException {
        return client.get("/v2/payments/" + encoded(id) + "?embed=refunds,chargebacks");
    }

    /** Newest first; Mollie cannot filter by time, and lists refunds and chargebacks as sums only. */
    JsonObject payments(String from) throws PaymentException {
        return client.get("/v2/payments?limit=" + PAGE + (from == null ? "" : "&from=" + encoded(from)))
                .orElseThrow(() -> new PaymentException("GET /v2/payments: status 404, the list cannot go on"));
    }

    /** Newest first. */
    JsonObject settlements(String from) throws PaymentException {
        return listed("/v2/settlements", from);
    }

    Optional<JsonObject> settlement(String id) throws PaymentException {
        return client.get("/v2/settlements/" + encoded(id));
    }

    /** @param list of what: payments, refunds or chargebacks */
    JsonObject settled(String settlement, String list, String from) throws PaymentException {
        return listed("/v2/settlements/" + encoded(settlement) + "/" + list, from);
    }

    private JsonObject listed(String path, String from) throws PaymentException {
        return client.get(path + "?limit=" + PAGE + (from == null ? "" : "&from=" + encoded(from)))
                .orElseThrow(() -> new PaymentException("GET " + path + ": status 404, there is no such list"));
    }

    List<JsonObject> subscriptions(String customer) throws PaymentException {
        return client.get("/v2/customers/" + encoded(customer) + "/subscriptions?limit=" + PAGE)
                .flatMap(each -> Json.object(each, "_embedded")).map(each -> Json.list(each, "subscriptions"))
                .orElse(List.of());
    }

    void cancelSubscription(String customer, String subscription) throws PaymentException {
        try {
            client.delete("/v2/customers/" + encoded(customer) + "/subscriptions/" + encoded(subscription));
        } catch (RefusedException e) {
            // Gone, or ended already: that is what was wanted.
            if (e.status() != 404 && e.status() != 410 && e.status() != 422) {
                throw new PaymentException(e.getMessage(), e);
            }
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Title and field of an error; its detail may speak of the donor. */
    private static String errorCode(JsonObject body) {
        return Json.text(body, "title").orElse("") + Json.text(body, "field").map(field -> " " + field).orElse("");
    }
}
