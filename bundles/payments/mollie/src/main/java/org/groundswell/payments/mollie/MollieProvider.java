package org.groundswell.payments.mollie;

import com.google.gson.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
import org.groundswell.payments.api.PaymentRefusedException.Subject;
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

/** Mollie as the platform sees it. There is no provider without settings: it begins with the API key. */
@Port(port = "payments.mollie")
@Component(configurationPid = "org.groundswell.payments.mollie", configurationPolicy = ConfigurationPolicy.REQUIRE,
        property = PaymentProvider.NAME + "=" + MollieProvider.MOLLIE)
@Designate(ocd = MollieProvider.Config.class)
public final class MollieProvider implements PaymentProvider {
    static final String MOLLIE = "mollie";
    private static final int LONGEST_DESCRIPTION = 255;
    private static final int LONGEST_NOTIFICATION = 200;
    /** Notifications are not signed: all they may say is an id. */
    private static final Pattern NOTIFICATION = Pattern.compile("id=(tr_[A-Za-z0-9_-]{1,60})");
    /** Where the hosted page wants a country beside the language (docs.mollie.com/reference/create-payment). */
    private static final Map<String, String> LOCALES = Map.ofEntries(Map.entry("en", "en_US"),
            Map.entry("nl", "nl_NL"), Map.entry("de", "de_DE"), Map.entry("fr", "fr_FR"), Map.entry("es", "es_ES"),
            Map.entry("it", "it_IT"), Map.entry("pl", "pl_PL"), Map.entry("pt", "pt_PT"), Map.entry("sv", "sv_SE"),
            Map.entry("nb", "nb_NO"), Map.entry("da", "da_DK"), Map.entry("fi", "fi_FI"), Map.entry("hu", "hu_HU"),
            Map.entry("lv", "lv_LV"), Map.entry("lt", "lt_LT"), Map.entry("is", "is_IS"), Map.entry("ca", "ca_ES"));

    private final MollieApi api;
    private final MonthlyGifts gifts;
    private final MollieReports reports;
    private final MollieList list;
    private final MolliePayouts payouts;
    private final Secret key;

    /** Settings of Mollie. */
    @ObjectClassDefinition(name = "Groundswell payments: Mollie")
    public @interface Config {
        @AttributeDefinition(description = "Where the API key is: env:NAME or file:path",
                type = AttributeType.PASSWORD)
        String apiKey() default "env:MOLLIE_API_KEY";

        @AttributeDefinition(description = "Where a token of the organisation with the right settlements.read is, for the"
                + " console's page of payouts: env:NAME or file:path; empty: that page says nothing of Mollie",
                type = AttributeType.PASSWORD)
        String organizationToken() default "";

        @AttributeDefinition(description = "The API's address")
        String apiBase() default "https://api.mollie.com";

        @AttributeDefinition(description = "Milliseconds that a call may take altogether", min = "1000", max = "60000")
        int patienceMillis() default 10_000;
    }

    @Activate
    public MollieProvider(BundleContext context, Config config) {
        this(NodeFolder.of(context), config, Clock.systemUTC());
    }

    MollieProvider(NodeFolder node, Config config, Clock clock) {
        key = Secret.named("apiKey", config.apiKey(), node);
        api = new MollieApi(URI.create(config.apiBase()), Duration.ofMillis(config.patienceMillis()), key);
        payouts = new MolliePayouts(config.organizationToken().isEmpty() ? null : new MollieApi(
                URI.create(config.apiBase()), Duration.ofMillis(config.patienceMillis()),
                Secret.named("organizationToken", config.organizationToken(), node)));
        gifts = new MonthlyGifts(api);
        reports = new MollieReports(gifts);
        list = new MollieList(api, reports, new Chargebacks(this::report, clock));
    }

    @Deactivate
    void close() {
        api.close();
        payouts.close();
    }

    @Override
    public String name() {
        return MOLLIE;
    }

    @Override
    public String label(String language) {
        return Texts.label(MollieProvider.class, language);
    }

    @Override
    public PaymentMode mode() {
        try {
            return key.value().startsWith("test_") ? PaymentMode.TEST : PaymentMode.LIVE;
        } catch (IllegalArgumentException e) {
            throw new ProviderNotReadyException(e.getMessage() + "; it counts as soon as the key is there", e);
        }
    }

    @Override
    public Optional<Duration> clockAhead() {
        return api.clockAhead();
    }

    @Override
    public boolean takes(CurrencyUnit currency, boolean monthly) {
        // Mandates are for cards and SEPA direct debit, which is in euro.
        return MollieAmount.takes(currency) && (!monthly || currency.equals(CurrencyUnit.EUR));
    }

    @Override
    public OpenedPayment open(PaymentRequest request) throws PaymentException {
        if (!takes(request.amount().getCurrencyUnit(), request.monthly())) {
            throw new PaymentRefusedException("Mollie does not take " + request.amount().getCurrencyUnit()
                    + (request.monthly() ? " every month" : ""), Subject.AMOUNT);
        }
        var payment = new JsonObject();
        payment.add("amount", MollieAmount.json(request.amount()));
        payment.addProperty("description", Texts.cut(request.description(), LONGEST_DESCRIPTION));
        payment.addProperty("redirectUrl", request.returnUrl().toString());
        payment.addProperty("cancelUrl", request.cancelUrl().toString());
        // Mollie refuses the whole payment for a host that it cannot reach; reconciliation finds what nobody told.
        if (WebhookHost.isReachable(request.webhookUrl())) {
            payment.addProperty("webhookUrl", request.webhookUrl().toString());
        }
        payment.add("metadata", MonthlyGifts.metadata(request.donation().toString()));
        if (LOCALES.containsKey(request.language())) {
            payment.addProperty("locale", LOCALES.get(request.language()));
        }
        if (request.monthly()) {
            gifts.begin(request, payment);
        }
        JsonObject made = api.create("/v2/payments", payment, request.donation().toString());
        String checkout = Json.object(made, "_links", "checkout").flatMap(each -> Json.text(each, "href"))
                .orElseThrow(() -> new PaymentException("POST /v2/payments: an answer without a checkout link"));
        return new OpenedPayment(Json.idOf(made).orElseThrow(
                () -> new PaymentException("POST /v2/payments: an answer without an id")), address(checkout));
    }

    @Override
    public void cancel(String paymentId) throws PaymentException {
        api.cancelPayment(paymentId);
    }

    @Override
    public Optional<PaymentReport> report(String paymentId) throws PaymentException {
        Optional<JsonObject> payment = api.payment(paymentId);
        return payment.isEmpty() ? Optional.empty() : Json.reading(payment.get(), reports::report);
    }

    @Override
    public List<PaymentNotification> notified(Map<String, String> headers, byte[] body)
            throws ForgedNotificationException {
        Matcher id = NOTIFICATION.matcher(body.length > LONGEST_NOTIFICATION ? ""
                : new String(body, StandardCharsets.UTF_8).strip());
        if (!id.matches()) {
            throw new ForgedNotificationException("The body is not the id of a payment");
        }
        return List.of(new PaymentNotification(null, id.group(1)));
    }

    @Override
    public void refund(String paymentId, Money amount, String refundKey) throws PaymentException {
        JsonObject payment = api.payment(paymentId)
                .orElseThrow(() -> new PaymentException("Mollie knows no payment " + paymentId));
        // Keys are forgotten after an hour: what was asked for before stands in the list.
        boolean known = Json.reading(payment, asked -> MollieReports.embedded(asked, "refunds").stream()
                .anyMatch(each -> refundKey.equals(Json.object(each, "metadata")
                        .flatMap(metadata -> Json.text(metadata, "key")).orElse(null))));
        if (!known) {
            var metadata = new JsonObject();
            metadata.addProperty("key", refundKey);
            var refund = new JsonObject();
            refund.add("amount", MollieAmount.json(amount));
            refund.addProperty("description", "Refund");
            refund.add("metadata", metadata);
            api.create("/v2/payments/" + MollieApi.encoded(paymentId) + "/refunds", refund, refundKey);
        }
    }

    @Override
    public PaymentPage payments(Instant since, String cursor) throws PaymentException {
        return list.page(since, cursor);
    }

    @Override
    public boolean tellsPayouts() {
        return payouts.areTold();
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
        gifts.stop(subscription);
    }

    private static URI address(String checkout) throws PaymentException {
        try {
            return URI.create(checkout);
        } catch (IllegalArgumentException e) {
            throw new PaymentException("POST /v2/payments: an answer whose checkout link is no address", e);
        }
    }
}
