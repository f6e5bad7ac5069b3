package __package__;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.api.node.Secret;
import org.groundswell.kernel.api.ports.Port;
import org.groundswell.payments.api.ForgedNotificationException;
import org.groundswell.payments.api.OpenedPayment;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentMode;
import org.groundswell.payments.api.PaymentNotification;
import org.groundswell.payments.api.PaymentPage;
import org.groundswell.payments.api.PaymentProvider;
import org.groundswell.payments.api.PaymentRefusedException;
import org.groundswell.payments.api.PaymentReport;
import org.groundswell.payments.api.PaymentRequest;
import org.groundswell.payments.api.PaymentStatus;
import org.groundswell.payments.api.ProviderNotReadyException;
import org.groundswell.payments.api.UnreadablePayment;
import org.groundswell.payments.client.GatewayClient;
import org.groundswell.payments.client.Json;
import org.groundswell.payments.client.RefusedException;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * A payment gateway. As it stands it speaks to the example gateway of the contract suite: put your gateway's calls in
 * place of that one's, and a server that behaves as yours does in place of the suite's.
 */
@Port(port = "payments.__name__")
@Component(configurationPid = "__package__", configurationPolicy = ConfigurationPolicy.REQUIRE,
        property = PaymentProvider.NAME + "=" + GatewayProvider.GATEWAY)
@Designate(ocd = GatewayProvider.Config.class)
public final class GatewayProvider implements PaymentProvider {
    static final String GATEWAY = "__name__";
    private static final String SIGNATURE = "example-signature";

    private final GatewayClient client;
    private final Secret apiKey;
    private final Secret webhookKey;

    /** Settings. Secrets are never in them, only where they are. */
    @ObjectClassDefinition(name = "__name__: payment gateway")
    public @interface Config {
        @AttributeDefinition(description = "The API's address")
        String apiBase();

        @AttributeDefinition(description = "Where the API key is: env:NAME or file:path", type = AttributeType.PASSWORD)
        String apiKey();

        @AttributeDefinition(description = "Where the key of notifications is", type = AttributeType.PASSWORD)
        String webhookKey();

        @AttributeDefinition(description = "Milliseconds that a call may take altogether", min = "1000", max = "60000")
        int patienceMillis() default 10_000;
    }

    @Activate
    public GatewayProvider(BundleContext context, Config config) {
        this(NodeFolder.of(context), config);
    }

    GatewayProvider(NodeFolder node, Config config) {
        apiKey = Secret.named("apiKey", config.apiKey(), node);
        webhookKey = Secret.named("webhookKey", config.webhookKey(), node);
        client = new GatewayClient(URI.create(config.apiBase()), Duration.ofMillis(config.patienceMillis()),
                request -> request.header("Authorization", GatewayClient.bearer(apiKey.value())),
                error -> Json.text(error, "error").orElse(""));
    }

    @Deactivate
    void close() {
        client.close();
    }

    @Override
    public String name() {
        return GATEWAY;
    }

    @Override
    public String label(String language) {
        return "__name__";
    }

    @Override
    public PaymentMode mode() {
        try {
            return apiKey.value().startsWith("test_") ? PaymentMode.TEST : PaymentMode.LIVE;
        } catch (IllegalArgumentException e) {
            throw new ProviderNotReadyException(e.getMessage() + "; it counts as soon as the key is there", e);
        }
    }

    @Override
    public boolean signsNotifications() {
        return true;
    }

    @Override
    public boolean takes(CurrencyUnit currency, boolean monthly) {
        return !monthly && currency.equals(CurrencyUnit.EUR);
    }

    @Override
    public OpenedPayment open(PaymentRequest request) throws PaymentException {
        if (!takes(request.amount().getCurrencyUnit(), request.monthly())) {
            throw new PaymentRefusedException("__name__ takes single gifts in euros only");
        }
        var body = new JsonObject();
        body.addProperty("reference", request.donation().toString());
        body.addProperty("amount", request.amount().getAmountMinorLong());
        body.addProperty("currency", request.amount().getCurrencyUnit().getCode());
        body.addProperty("description", request.description());
        body.addProperty("returnUrl", request.returnUrl().toString());
        body.addProperty("cancelUrl", request.cancelUrl().toString());
        body.addProperty("webhookUrl", request.webhookUrl().toString());
        // The donation is the key: asked again, the gateway answers with the payment that it has opened already.
        JsonObject payment = post("/payments", body, request.donation().toString());
        return Json.reading(payment,
                read -> new OpenedPayment(Json.id(read), URI.create(Json.needed(read, "checkout"))));
    }

    @Override
    public Optional<PaymentReport> report(String paymentId) throws PaymentException {
        Optional<JsonObject> payment = client.get("/payments/" + paymentId);
        return payment.isEmpty() ? Optional.empty() : Optional.of(Json.reading(payment.get(), GatewayProvider::read));
    }

    @Override
    public void cancel(String paymentId) throws PaymentException {
        try {
            client.delete("/payments/" + paymentId);
        } catch (RefusedException e) {
            throw e.toPaymentException();
        }
    }

    @Override
    public List<PaymentNotification> notified(Map<String, String> headers, byte[] body)
            throws ForgedNotificationException {
        byte[] signature = headers.getOrDefault(SIGNATURE, "").getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(signature, signed(body).getBytes(StandardCharsets.UTF_8))) {
            throw new ForgedNotificationException("the signature is not the gateway's");
        }
        try {
            JsonElement told = JsonParser.parseString(new String(body, StandardCharsets.UTF_8));
            return Json.text(told.getAsJsonObject(), "payment").map(id -> new PaymentNotification(null, id)).stream()
                    .toList();
        } catch (JsonParseException | IllegalStateException e) {
            throw new ForgedNotificationException("the body is no JSON object");
        }
    }

    @Override
    public void refund(String paymentId, Money amount, String key) throws PaymentException {
        var body = new JsonObject();
        body.addProperty("amount", amount.getAmountMinorLong());
        post("/payments/" + paymentId + "/refunds", body, key);
    }

    @Override
    public PaymentPage payments(Instant since, String cursor) throws PaymentException {
        JsonObject page = client.get("/payments?from=" + (cursor == null ? "" : cursor))
                .orElseThrow(() -> new PaymentException("GET /payments: the list cannot go on"));
        var readable = new ArrayList<PaymentReport>();
        var unreadable = new ArrayList<UnreadablePayment>();
        for (JsonElement each : Json.elements(page, "payments")) {
            try {
                readable.add(Json.reading(each, GatewayProvider::read));
            } catch (PaymentException e) {
                // One that makes no sense is said, and keeps no other back.
                unreadable.add(new UnreadablePayment(Json.idOf(each).orElse(null), e.getMessage()));
            }
        }
        return new PaymentPage(readable, unreadable, Json.text(page, "next").orElse(null), Instant.EPOCH);
    }

    @Override
    public void stop(String subscription) throws PaymentException {
        throw new PaymentException("__name__ has no monthly gifts");
    }

    private static PaymentReport read(JsonObject payment) {
        CurrencyUnit currency = CurrencyUnit.of(Json.needed(payment, "currency"));
        return new PaymentReport(Json.id(payment), Json.uuid(payment, "reference").orElse(null),
                PaymentStatus.valueOf(Json.needed(payment, "status").toUpperCase(Locale.ROOT)),
                Money.ofMinor(currency, Json.neededNumber(payment, "amount")),
                Money.ofMinor(currency, Json.number(payment, "refunded")), null, null, false,
                Json.neededDate(payment, "created"));
    }

    private JsonObject post(String path, JsonObject body, String key) throws PaymentException {
        try {
            return client.post(path, "application/json", body.toString(), key);
        } catch (RefusedException e) {
            throw e.toPaymentException();
        }
    }

    private String signed(byte[] body) throws ForgedNotificationException {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(webhookKey.value().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new ForgedNotificationException("notifications cannot be checked: " + e.getMessage());
        }
    }
}
