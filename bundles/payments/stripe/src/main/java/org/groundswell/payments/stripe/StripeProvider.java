package org.groundswell.payments.stripe;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.api.node.Secret;
import org.groundswell.kernel.api.ports.Port;
import org.groundswell.payments.api.ForgedNotificationException;
import org.groundswell.payments.api.OpenedPayment;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentLimits;
import org.groundswell.payments.api.PaymentMode;
import org.groundswell.payments.api.PaymentNotification;
import org.groundswell.payments.api.PaymentPage;
import org.groundswell.payments.api.PaymentProvider;
import org.groundswell.payments.api.PaymentReport;
import org.groundswell.payments.api.PaymentRequest;
import org.groundswell.payments.api.PayoutLinePage;
import org.groundswell.payments.api.PayoutPage;
import org.groundswell.payments.api.ProviderNotReadyException;
import org.groundswell.payments.client.Json;
import org.groundswell.payments.client.Texts;
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
 * Stripe as the platform sees it. A payment is a Checkout Session ({@code cs_...}) or, for a later month of a monthly
 * gift, an invoice ({@code in_...}). There is no provider without settings: it begins with the first secret key.
 */
@Port(port = "payments.stripe")
@Component(configurationPid = "org.groundswell.payments.stripe", configurationPolicy = ConfigurationPolicy.REQUIRE,
        property = PaymentProvider.NAME + "=" + StripeProvider.STRIPE)
@Designate(ocd = StripeProvider.Config.class)
public final class StripeProvider implements PaymentProvider {
    static final String STRIPE = "stripe";

    private final StripeApi api;
    private final StripeIds ids;
    private final StripeReports reports;
    private final StripeList list;
    private final StripePayouts payouts;
    private final WebhookSignature signature;
    private final Secret key;
    private final String statementSuffix;

    /** Settings of Stripe. */
    @ObjectClassDefinition(name = "Groundswell payments: Stripe")
    public @interface Config {
        @AttributeDefinition(description = "Where the secret or restricted key is: env:NAME or file:path",
                type = AttributeType.PASSWORD)
        String secretKey() default "env:STRIPE_SECRET_KEY";

        @AttributeDefinition(description = "Where the signing secrets of the webhook are: env:NAME or file:path; two"
                + " while one is being exchanged", type = AttributeType.PASSWORD)
        String[] webhookSecrets() default "env:STRIPE_WEBHOOK_SECRET";

        @AttributeDefinition(description = "What stands behind your account's name on donors' card statements for single"
                + " gifts: Latin letters, digits and spaces, 22 characters with that name; empty: nothing more")
        String statementSuffix() default "";

        @AttributeDefinition(description = "The API's address")
        String apiBase() default "https://api.stripe.com";

        @AttributeDefinition(description = "Milliseconds that a call may take altogether", min = "1000", max = "60000")
        int patienceMillis() default 10_000;
    }

    @Activate
    public StripeProvider(BundleContext context, Config config) {
        this(NodeFolder.of(context), config, Clock.systemUTC());
    }

    StripeProvider(NodeFolder node, Config config, Clock clock) {
        key = Secret.named("secretKey", config.secretKey(), node);
        List<Secret> secrets = Stream.of(config.webhookSecrets())
                .map(each -> Secret.named("webhookSecrets", each, node)).toList();
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("webhookSecrets: expected at least one");
        }
        statementSuffix = config.statementSuffix();
        if (!statementSuffix.matches("[A-Za-z0-9 .-]{0,22}")) {
            throw new IllegalArgumentException("statementSuffix: expected at most 22 Latin letters, digits and spaces");
        }
        api = new StripeApi(URI.create(config.apiBase()), Duration.ofMillis(config.patienceMillis()), key);
        ids = new StripeIds(api);
        reports = new StripeReports(api);
        list = new StripeList(api, reports);
        payouts = new StripePayouts(api, ids);
        signature = new WebhookSignature(secrets, clock);
    }

    @Deactivate
    void close() {
        api.close();
    }

    @Override
    public String name() {
        return STRIPE;
    }

    @Override
    public String label(String language) {
        return Texts.label(StripeProvider.class, language);
    }

    @Override
    public PaymentMode mode() {
        // sk_test_ and rk_test_ never move money (docs.stripe.com/keys); whatever is not one of these might.
        try {
            return key.value().matches("(sk|rk)_test_.*") ? PaymentMode.TEST : PaymentMode.LIVE;
        } catch (IllegalArgumentException e) {
            throw new ProviderNotReadyException(e.getMessage() + "; it counts as soon as the key is there", e);
        }
    }

    @Override
    public boolean signsNotifications() {
        return true;
    }

    @Override
    public Optional<Duration> clockAhead() {
        return api.clockAhead();
    }

    @Override
    public boolean takes(CurrencyUnit currency, boolean monthly) {
        return true;
    }

    @Override
    public PaymentLimits limits(CurrencyUnit currency, boolean monthly) {
        return StripeAmounts.limits(currency);
    }

    @Override
    public void cancel(String paymentId) throws PaymentException {
        api.expireSession(paymentId);
    }

    @Override
    public OpenedPayment open(PaymentRequest request) throws PaymentException {
        JsonObject session = api.createSession(SessionForm.of(request, statementSuffix),
                request.donation().toString());
        return new OpenedPayment(Json.text(session, "id").orElseThrow(() -> missing("id")),
                URI.create(Json.text(session, "url").orElseThrow(() -> missing("url"))));
    }

    @Override
    public Optional<PaymentReport> report(String paymentId) throws PaymentException {
        Optional<JsonObject> payment = ids.payment(paymentId);
        return payment.isEmpty() ? Optional.empty() : Json.reading(payment.get(), reports::report);
    }

    @Override
    public List<PaymentNotification> notified(Map<String, String> headers, byte[] body)
            throws ForgedNotificationException, PaymentException {
        signature.verify(headers.get(WebhookSignature.HEADER), body);
        JsonObject event = event(body);
        JsonObject object = Json.object(event, "data", "object")
                .orElseThrow(() -> new ForgedNotificationException("The body is signed but is no event"));
        // Only ids are taken from the event: its shape depends on the version the endpoint was made with.
        Optional<String> payment = switch (Json.text(object, "object").orElse("")) {
            case "checkout.session" -> Json.text(object, "id");
            case "invoice" -> ids.ofInvoice(Json.text(object, "id").orElse(""));
            case "charge", "refund", "dispute" -> ids.ofIntent(Json.text(object, "payment_intent").orElse(""));
            default -> Optional.empty();
        };
        String id = Json.text(event, "id").orElse(null);
        return payment.map(each -> new PaymentNotification(id, each)).stream().toList();
    }

    @Override
    public void refund(String paymentId, Money amount, String idempotencyKey) throws PaymentException {
        long units = StripeAmounts.needed(amount);
        Optional<JsonObject> payment = ids.payment(paymentId);
        Optional<JsonObject> found = payment.isEmpty() ? Optional.empty()
                : Json.reading(payment.get(), reports::intent);
        String intent = found.flatMap(each -> Json.text(each, "id")).orElseThrow(
                () -> new PaymentException("payment " + paymentId + " has no money to give back"));
        api.createRefund(new Form().with("payment_intent", intent).with("amount", units), idempotencyKey);
    }

    @Override
    public PaymentPage payments(Instant since, String cursor) throws PaymentException {
        return list.page(since, cursor);
    }

    @Override
    public boolean tellsPayouts() {
        return true;
    }

    @Override
    public PayoutPage payouts(Instant since, String cursor) throws PaymentException {
        return payouts.page(since, cursor);
    }

    @Override
    public PayoutLinePage payoutLines(String payoutId, String cursor) throws PaymentException {
        return payouts.lines(payoutId, cursor);
    }

    @Override
    public void stop(String subscription) throws PaymentException {
        api.cancelSubscription(subscription);
    }

    private static JsonObject event(byte[] body) throws ForgedNotificationException {
        try {
            return JsonParser.parseString(new String(body, StandardCharsets.UTF_8)).getAsJsonObject();
        } catch (JsonParseException | IllegalStateException e) {
            throw new ForgedNotificationException("The body is signed but is no event");
        }
    }

    private static PaymentException missing(String field) {
        return new PaymentException("POST /v1/checkout/sessions: an answer without " + field);
    }
}
