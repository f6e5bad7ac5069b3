package org.groundswell.payments.client;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.groundswell.payments.api.KeyRefusedException;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentRefusedException;
import org.groundswell.payments.api.PaymentRefusedException.Subject;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** What a gateway may answer, and what comes of it. */
public class GatewayClientTest {
    private record Answer(int status, String body) {
    }

    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final Queue<String> keys = new ConcurrentLinkedQueue<>();
    private HttpServer server;
    private GatewayClient client;

    @Before
    public void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        client = new GatewayClient(URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                Duration.ofSeconds(20), request -> request.header("Authorization", GatewayClient.bearer("key")),
                error -> error.get("code").getAsString());
    }

    @After
    public void stop() {
        client.close();
        server.stop(0);
    }

    @Test
    public void aKeyThatIsRefusedIsSaidAsThat() {
        answers.add(new Answer(401, "{\"code\": \"no_key\"}"));
        assertFalse(assertThrows(KeyRefusedException.class, () -> client.get("/payments")).isOnlyHere());
        answers.add(new Answer(403, "{\"code\": \"no_right\"}"));
        var posted = assertThrows(RefusedException.class, () -> client.post("/payments", "application/json", "{}", "k"));
        assertTrue(((KeyRefusedException) posted.toPaymentException()).isOnlyHere());
        answers.add(new Answer(400, "{\"code\": \"bad_amount\"}"));
        assertFalse(assertThrows(PaymentException.class, () -> client.get("/payments")) instanceof KeyRefusedException);
    }

    /** By the code or the field, as Stripe's {@code param} and Mollie's {@code field} come behind it. */
    @Test
    public void aFinalNoSaysWhatItIsAbout() {
        Map.of("parameter_invalid invalid_request_error customer_email", Subject.EMAIL,
                "amount_too_small invalid_request_error", Subject.AMOUNT, "Unprocessable Entity amount", Subject.AMOUNT,
                "parameter_invalid line_items[0][price_data][currency]", Subject.AMOUNT,
                "Unprocessable Entity webhookUrl", Subject.PAYMENT, "", Subject.PAYMENT).forEach((code, about) -> {
                    answers.add(new Answer(422, "{\"code\": \"" + code + "\"}"));
                    var no = assertThrows(RefusedException.class, () -> client.post("/payments", "application/json", "{}", "k"));
                    assertEquals(code, about, ((PaymentRefusedException) no.toPaymentException()).about());
                });
    }

    @Test
    public void whatPassesIsAskedAgainWithTheSameKey() throws Exception {
        answers.add(new Answer(503, "{\"code\": \"busy\"}"));
        answers.add(new Answer(429, "{\"code\": \"busy\"}"));
        answers.add(new Answer(200, "{\"id\": \"p1\"}"));
        JsonObject made = client.post("/payments", "application/json", "{}", "once");
        assertEquals("p1", made.get("id").getAsString());
        assertEquals(3, keys.size());
        assertTrue(keys.toString(), keys.stream().allMatch("once"::equals));
    }

    @Test
    public void whatIsNotThereIsNothing() throws Exception {
        answers.add(new Answer(404, "{\"code\": \"missing\"}"));
        assertEquals(Optional.empty(), client.get("/payments/p1"));
    }

    @Test
    public void aNoIsSaidOnceAndWithoutTheBody() {
        answers.add(new Answer(400, "{\"code\": \"bad_amount\", \"donor\": \"jane@example.org\"}"));
        var refused = assertThrows(RefusedException.class,
                () -> client.post("/payments?secret=1", "application/json", "{}", "once"));
        assertEquals(400, refused.status());
        assertTrue(refused.getMessage(), refused.getMessage().contains("bad_amount"));
        assertFalse(refused.getMessage(), refused.getMessage().contains("jane")
                || refused.getMessage().contains("secret"));
        assertEquals(1, keys.size());
    }

    @Test
    public void whatIsNoJsonIsNoAnswer() {
        answers.add(new Answer(200, "<html>"));
        answers.add(new Answer(200, "<html>"));
        answers.add(new Answer(200, "<html>"));
        answers.add(new Answer(200, "<html>"));
        assertThrows(PaymentException.class, () -> client.get("/payments/p1"));
    }

    @Test
    public void aKeyThatCannotStandInAHeaderIsNotShown() {
        var refused = assertThrows(IllegalArgumentException.class, () -> GatewayClient.bearer("sk_live\nX: y"));
        assertFalse(refused.getMessage(), refused.getMessage().contains("sk_live"));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        if (key != null) {
            keys.add(key);
        }
        Answer answer = answers.remove();
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
