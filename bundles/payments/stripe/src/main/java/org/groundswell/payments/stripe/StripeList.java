package org.groundswell.payments.stripe;

import com.google.gson.JsonElement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentPage;
import org.groundswell.payments.api.PaymentReport;
import org.groundswell.payments.api.UnreadablePayment;
import org.groundswell.payments.api.UnreadablePaymentException;
import org.groundswell.payments.client.Json;

/** Stripe's lists, a page at a time, newest first: the Checkout Sessions, then the invoices of later months. */
final class StripeList {
    /** Where the invoices begin. */
    private static final String INVOICES = "in";
    private static final String AFTER_INVOICE = "in:";
    /** So many that cannot be asked about in a row are no fault of a payment's: Stripe is away. */
    private static final int FAILURES = 3;

    private final StripeApi api;
    private final StripeReports reports;

    StripeList(StripeApi api, StripeReports reports) {
        this.api = api;
        this.reports = reports;
    }

    PaymentPage page(Instant since, String cursor) throws PaymentException {
        boolean invoices = cursor != null && (cursor.equals(INVOICES) || cursor.startsWith(AFTER_INVOICE));
        String after = !invoices ? cursor : cursor.equals(INVOICES) ? null : cursor.substring(AFTER_INVOICE.length());
        StripeApi.Page page = invoices ? api.invoicesSince(since.getEpochSecond(), after)
                : api.sessionsSince(since.getEpochSecond(), after);
        Optional<String> next = page.more() ? Optional.of(last(page.data())) : Optional.empty();
        List<JsonElement> now = next.isEmpty() ? page.data() : upTo(next.get(), page.data());
        var found = new ArrayList<PaymentReport>();
        var unreadable = new ArrayList<UnreadablePayment>();
        read(now, found, unreadable);
        String following = next.map(each -> invoices ? AFTER_INVOICE + each : each)
                .orElse(invoices ? null : INVOICES);
        return new PaymentPage(found, unreadable, following, Instant.EPOCH);
    }

    private void read(List<JsonElement> page, List<PaymentReport> found, List<UnreadablePayment> unreadable)
            throws PaymentException {
        int failures = 0;
        for (JsonElement each : page) {
            try {
                Json.reading(each, reports::report).ifPresent(found::add);
                failures = 0;
            } catch (UnreadablePaymentException e) {
                unreadable.add(new UnreadablePayment(Json.idOf(each).orElse(null), e.getMessage()));
            } catch (PaymentException e) {
                if (++failures >= FAILURES) {
                    throw e;
                }
                String id = Json.idOf(each).orElse(null);
                unreadable.add(new UnreadablePayment(id, "payment " + id + ": it could not be asked for in detail, "
                        + e.getMessage()));
            }
        }
    }

    /** The next page begins after the last one that has an id; what stands behind it comes again. */
    static String last(List<JsonElement> page) throws PaymentException {
        return page.reversed().stream().flatMap(each -> Json.idOf(each).stream()).findFirst()
                .orElseThrow(() -> new PaymentException("a page of Stripe's list on which nothing has an id"));
    }

    private static List<JsonElement> upTo(String id, List<JsonElement> page) {
        for (int i = page.size() - 1; i >= 0; i--) {
            if (Json.idOf(page.get(i)).filter(id::equals).isPresent()) {
                return page.subList(0, i + 1);
            }
        }
        return page;
    }
}
