package org.groundswell.payments.sandbox;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.api.node.Secret;
import org.groundswell.payments.api.ForgedNotificationException;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentRequest;
import org.groundswell.payments.api.UnreadablePaymentException;
import org.groundswell.payments.client.GatewayClient;
import org.groundswell.payments.client.Json;
import org.groundswell.payments.client.RefusedException;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The gateway of {@code bin/groundswell sandbox}. Once there are settings it takes the place of the node's own. */
@Component(service = Gateway.class, configurationPid = "org.groundswell.payments.sandbox.gateway",
        configurationPolicy = ConfigurationPolicy.REQUIRE, property = "service.ranking:Integer=1")
@Designate(ocd = DistantGateway.Config.class)
public final class DistantGateway implements Gateway {
    private static final String JSON = "application/json";
    /** Where one can listen, but not be asked. */
    private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "[::]", "[0:0:0:0:0:0:0:0]");
    private static final int HIGHEST_PORT = 65_535;

    private final String address;
    private final Secret key;
    private final GatewayClient client;
    private final Clock clock;
    private final Gson gson = new Gson();

    /** Where the gateway is. */
    @ObjectClassDefinition(name = "Groundswell payments: sandbox as a gateway of its own")
    public @interface Config {
        @AttributeDefinition(description = "The address of 'bin/groundswell sandbox', as nodes and donors reach it, such as"
                + " http://10.0.0.20:8090")
        String address();

        @AttributeDefinition(description = "Where the gateway's key is: env:NAME or file:path", type = AttributeType.PASSWORD)
        String key() default "env:SANDBOX_KEY";

        @AttributeDefinition(description = "Milliseconds that a call may take altogether", min = "1000", max = "60000")
        int patienceMillis() default 10_000;
    }

    @Activate
    public DistantGateway(BundleContext context, Config config) {
        this(address(config.address()), Secret.named("key", config.key(), NodeFolder.of(context)),
                Duration.ofMillis(config.patienceMillis()), Clock.systemUTC());
    }

    DistantGateway(String address, Secret key, Duration patience, Clock clock) {
        this.address = address;
        this.key = key;
        this.clock = clock;
        client = new GatewayClient(URI.create(address), patience, request -> request.header("Authorization",
                GatewayClient.bearer(key.value())), body -> Json.text(body, "error").orElse(""));
    }

    /** @throws IllegalArgumentException if nobody can be asked there */
    static String address(String setting) {
        String address = setting == null ? "" : setting.strip().replaceFirst("/$", "");
        if (!isAddress(address)) {
            throw new IllegalArgumentException("address: expected where 'bin/groundswell sandbox' listens, such as"
                    + " http://10.0.0.20:8090");
        }
        return address;
    }

    private static boolean isAddress(String address) {
        try {
            URI uri = new URI(address);
            return address.matches("https?://[A-Za-z0-9.\\-\\[\\]:]+") && uri.getHost() != null
                    && !EVERYWHERE.contains(uri.getHost()) && uri.getPort() <= HIGHEST_PORT;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    @Deactivate
    void close() {
        client.close();
    }

    @Override
    public SandboxPayment open(PaymentRequest request) throws PaymentException {
        return payment(post("/v1/payments", gson.toJson(Opening.of(request)), request.donation().toString()));
    }

    @Override
    public URI checkout(String paymentId) {
        return URI.create(address + GatewayServer.CHECKOUT + encoded(paymentId));
    }

    @Override
    public Optional<SandboxPayment> find(String paymentId) throws PaymentException {
        Optional<JsonObject> found = client.get("/v1/payments/" + encoded(paymentId));
        return found.isEmpty() ? Optional.empty() : Optional.of(payment(found.get()));
    }

    @Override
    public void cancel(String paymentId) throws PaymentException {
        post("/v1/payments/" + encoded(paymentId) + "/cancel", "{}", "cancel " + paymentId);
    }

    @Override
    public void refund(String paymentId, long minor, String refundKey) throws PaymentException {
        post("/v1/payments/" + encoded(paymentId) + "/refunds", gson.toJson(new Refund(minor, refundKey)), refundKey);
    }

    @Override
    public void stop(String subscription) throws PaymentException {
        post("/v1/subscriptions/" + encoded(subscription) + "/stop", "{}", "stop " + subscription);
    }

    @Override
    public Payments payments(Instant since, String cursor) throws PaymentException {
        return read(listed("/v1/payments", since, cursor), Payments.class,
                page -> page.payments().forEach(SandboxPayment::report));
    }

    @Override
    public Payouts payouts(Instant since, String cursor) throws PaymentException {
        return read(listed("/v1/payouts", since, cursor), Payouts.class,
                page -> page.payouts().forEach(SandboxPayout.Head::told));
    }

    @Override
    public Lines payoutLines(String payoutId, String cursor) throws PaymentException {
        return read(listed("/v1/payouts/" + encoded(payoutId) + "/lines", Instant.EPOCH, cursor), Lines.class,
                page -> page.payout().checked());
    }

    @Override
    public void verify(String header, byte[] body) throws ForgedNotificationException, PaymentException {
        try {
            new NotificationSignature(key.value(), clock).verify(header, body);
        } catch (IllegalArgumentException e) {
            throw new PaymentException(e.getMessage(), e);
        }
    }

    private JsonObject listed(String path, Instant since, String cursor) throws PaymentException {
        return client.get(path + "?since=" + since.toEpochMilli() + (cursor == null ? "" : "&cursor=" + encoded(cursor)))
                .orElseThrow(() -> new PaymentException("GET " + path + ": status 404, there is no such list"));
    }

    private JsonObject post(String path, String body, String idempotencyKey) throws PaymentException {
        try {
            return client.post(path, JSON, body, idempotencyKey);
        } catch (RefusedException e) {
            throw e.toPaymentException();
        }
    }

    private SandboxPayment payment(JsonObject answer) throws PaymentException {
        return read(answer, SandboxPayment.class, SandboxPayment::report);
    }

    /** @param check throws where something is missing, as in the answer of another release */
    private <T> T read(JsonObject answer, Class<T> kind, Consumer<T> check) throws PaymentException {
        try {
            T read = gson.fromJson(answer, kind);
            check.accept(read);
            return read;
        } catch (JsonParseException | NullPointerException | IllegalArgumentException e) {
            throw new UnreadablePaymentException("the sandbox at " + address + " answers with something else than "
                    + kind.getSimpleName().toLowerCase(Locale.ROOT), e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
