package org.groundswell.payments.mollie;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentPage;
import org.groundswell.payments.api.PaymentReport;
import org.groundswell.payments.api.PaymentStatus;
import org.groundswell.payments.api.UnreadablePayment;
import org.groundswell.payments.api.UnreadablePaymentException;
import org.groundswell.payments.client.Json;

/**
 * Mollie's list, a page at a time, newest first. What stands in it is enough for nearly every payment; only those with
 * chargebacks are asked about one by one.
 */
final class MollieList {
    private static final Pattern FROM = Pattern.compile("[?&]from=([A-Za-z0-9_-]{1,255})(&|$)");
    /** So many details in a row that cannot be had are no fault of a payment's: Mollie is away. */
    private static final int FAILURES = 3;

    private final MollieApi api;
    private final MollieReports reports;
    private final Chargebacks chargebacks;

    MollieList(MollieApi api, MollieReports reports, Chargebacks chargebacks) {
        this.api = api;
        this.reports = reports;
        this.chargebacks = chargebacks;
    }

    /** One page on its way. */
    private static final class Reading {
        private final List<PaymentReport> payments = new ArrayList<>();
        private final List<UnreadablePayment> unreadable = new ArrayList<>();
        private boolean older;
        private boolean younger;
        private int failures;
    }

    PaymentPage page(Instant since, String cursor) throws PaymentException {
        JsonObject page = api.payments(cursor);
        var reading = new Reading();
        for (JsonElement each : MollieReports.page(page, "payments")) {
            read(each, since, reading);
        }
        // A wrong date must not end the list: it ends where a whole page is older.
        boolean ends = reading.older && !reading.younger;
        return new PaymentPage(reading.payments, reading.unreadable, ends ? null : next(page), Instant.EPOCH);
    }

    private void read(JsonElement payment, Instant since, Reading reading) throws PaymentException {
        try {
            Optional<PaymentReport> listed = Json.reading(payment, each -> {
                Optional<PaymentReport> ours = reports.listed(each);
                // Others who use the same account are not looked at any closer, but show how far the list has come.
                Optional<Instant> begun = Json.date(each, "createdAt");
                boolean old = begun.isPresent() && begun.get().isBefore(since);
                reading.older |= old;
                reading.younger |= begun.isPresent() && !old;
                return old ? Optional.empty() : ours;
            });
            if (listed.isPresent()) {
                detailed(payment.getAsJsonObject(), listed.get(), reading);
            }
        } catch (UnreadablePaymentException e) {
            reading.unreadable.add(new UnreadablePayment(Json.idOf(payment).orElse(null), e.getMessage()));
        }
    }

    private void detailed(JsonObject payment, PaymentReport listed, Reading reading) throws PaymentException {
        if (listed.status() != PaymentStatus.DISPUTED) {
            reading.payments.add(listed);
            return;
        }
        try {
            chargebacks.report(payment, listed).ifPresent(reading.payments::add);
            reading.failures = 0;
        } catch (UnreadablePaymentException e) {
            throw e;
        } catch (PaymentException e) {
            if (++reading.failures >= FAILURES) {
                throw e;
            }
            reading.unreadable.add(new UnreadablePayment(listed.paymentId(), "payment " + listed.paymentId()
                    + ": its chargebacks could not be asked for, " + e.getMessage()));
        }
    }

    /** Where the next page of a list begins; null where there is none. */
    static String next(JsonObject page) throws PaymentException {
        Optional<JsonObject> next = Json.object(page, "_links", "next");
        if (next.isEmpty()) {
            return null;
        }
        Matcher from = FROM.matcher(Json.text(next.get(), "href").orElse(""));
        if (!from.find()) {
            throw new PaymentException("a list of Mollie's: the link to the next page cannot be read");
        }
        return from.group(1);
    }
}
