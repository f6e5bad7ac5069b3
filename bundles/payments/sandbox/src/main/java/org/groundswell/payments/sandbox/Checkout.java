package org.groundswell.payments.sandbox;

import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a donor is answered on the hosted page, whoever speaks HTTP with the browser. Thread-safe. */
final class Checkout {
    private static final Logger LOG = LoggerFactory.getLogger(Checkout.class);
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,8}");

    private final Sandbox sandbox;
    private final CheckoutPage page;

    /**
     * An answer: a page, a redirect, or 400 with nothing.
     *
     * @param location where the donor goes on, or "" where there is a page
     */
    record Answer(int status, String html, String location) {
    }

    /** @param style where the page's style sheet is */
    Checkout(Sandbox sandbox, String style) {
        this.sandbox = sandbox;
        this.page = new CheckoutPage(style);
    }

    /**
     * @param languages the browser's header, or null
     * @throws UncheckedIOException if the sandbox cannot note that its time is over: see {@link #failed}
     */
    Answer shown(String id, String languages) {
        return refusal(id, languages).orElseGet(() -> new Answer(200, page.checkout(payment(id)), ""));
    }

    /**
     * @param id     of a payment for which there is no {@link #refusal}
     * @param action what the donor has pressed
     * @throws UncheckedIOException if the sandbox cannot note it, so that nothing was decided: see {@link #failed}
     */
    Answer decided(String id, String action) {
        SandboxPayment payment = payment(id);
        switch (action) {
            case "pay" -> sandbox.decide(payment, PaymentStatus.PAID);
            case "decline" -> sandbox.decide(payment, PaymentStatus.FAILED);
            case "cancel" -> sandbox.decide(payment, PaymentStatus.CANCELED);
            case "pending" -> sandbox.decide(payment, PaymentStatus.PENDING);
            case "refund-half" -> sandbox.refund(payment, payment.amountMinor() / 2);
            case "refund-all" -> sandbox.refund(payment, payment.amountMinor());
            case "refund-fails" -> sandbox.failRefund(payment);
            case "dispute" -> sandbox.dispute(payment, false);
            case "win" -> sandbox.dispute(payment, true);
            case "renew" -> sandbox.renew(payment);
            default -> {
                return new Answer(400, "", "");
            }
        }
        return new Answer(303, "", payment.returnUrl());
    }

    /** What is answered where nobody can pay this, whatever a donor has pressed; nothing where somebody can. */
    Optional<Answer> refusal(String id, String languages) {
        String language = language(languages);
        try {
            return sandbox.find(id).isPresent() && sandbox.ask(id).isPresent() ? Optional.empty()
                    : Optional.of(new Answer(404, page.message(language, "missing"), ""));
        } catch (PaymentException e) {
            return Optional.of(new Answer(503, page.message(language, "down"), ""));
        }
    }

    /** Where the sandbox could not write into its book. */
    Answer failed(UncheckedIOException why) {
        LOG.error("The sandbox: {}", why.getMessage());
        return new Answer(503, page.message("en", "down"), "");
    }

    private SandboxPayment payment(String id) {
        return sandbox.find(id).orElseThrow();
    }

    /** The first one of the list; to sort all of it takes long, however long it is. */
    private static String language(String header) {
        Matcher first = LANGUAGE.matcher(header == null ? "" : header);
        return first.lookingAt() ? first.group() : "en";
    }
}
