package org.groundswell.payments.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ResourceBundle;
import org.groundswell.payments.api.PaymentStatus;
import org.groundswell.shared.money.MoneyText;
import org.groundswell.shared.templates.HtmlTemplate;
import org.groundswell.shared.text.TextDirection;

/** The HTML of the hosted page: what its visitor reads and may press. Thread-safe. */
final class CheckoutPage {
    private final HtmlTemplate template = HtmlTemplate.of(CheckoutPage.class, "checkout.ftlh");
    private final String style;

    /** @param style where the page's style sheet is */
    CheckoutPage(String style) {
        this.style = style;
    }

    /** The style sheet itself. */
    static byte[] style() throws IOException {
        try (InputStream css = CheckoutPage.class.getResourceAsStream("checkout.css")) {
            return css.readAllBytes();
        }
    }

    String checkout(SandboxPayment payment) {
        ResourceBundle texts = Texts.of(payment.language());
        Map<String, Object> values = values(payment.language(), texts);
        values.put("description", payment.description());
        values.put("amount", payment.subscription() == null ? amount(payment)
                : amount(payment) + " " + texts.getString("monthly"));
        values.put("notice", texts.getString("notice"));
        if (payment.status() == PaymentStatus.OPEN || payment.status() == PaymentStatus.PENDING) {
            values.put("buttons", List.of(
                    Map.of("action", "pay", "text", MessageFormat.format(texts.getString("pay"), amount(payment)), "first",
                            true),
                    button("decline", "decline", texts), button("cancel", "cancel", texts),
                    button("pending", "pending", texts)));
        } else {
            values.put("done", MessageFormat.format(texts.getString("done"), payment.status()));
            values.put("buttons", later(payment, texts));
            values.put("back", Map.of("address", payment.returnUrl(), "text", texts.getString("back")));
        }
        return template.html(values);
    }

    /** A page that says one thing only. */
    String message(String language, String key) {
        ResourceBundle texts = Texts.of(language);
        Map<String, Object> values = values(language, texts);
        values.put("message", texts.getString(key));
        return template.html(values);
    }

    /** What may happen to a payment that was decided. */
    private static List<Map<String, Object>> later(SandboxPayment payment, ResourceBundle texts) {
        var buttons = new ArrayList<Map<String, Object>>();
        if (payment.status() == PaymentStatus.PAID && payment.refundedMinor() < payment.amountMinor()) {
            buttons.add(button("refund-half", "refundHalf", texts));
            buttons.add(button("refund-all", "refundAll", texts));
        }
        if (payment.lastRefundMinor() > 0) {
            buttons.add(button("refund-fails", "refundFails", texts));
        }
        if (payment.status() == PaymentStatus.PAID) {
            buttons.add(button("dispute", "dispute", texts));
        } else if (payment.status() == PaymentStatus.DISPUTED) {
            buttons.add(button("win", "win", texts));
        }
        if (payment.isRunning()) {
            buttons.add(button("renew", "renew", texts));
        }
        return buttons;
    }

    private Map<String, Object> values(String language, ResourceBundle texts) {
        return new HashMap<>(Map.of("language", language, "direction", TextDirection.of(language), "title",
                texts.getString("title"), "style", style));
    }

    private static Map<String, Object> button(String action, String text, ResourceBundle texts) {
        return Map.of("action", action, "text", texts.getString(text));
    }

    private static String amount(SandboxPayment payment) {
        return MoneyText.exact(payment.amount(), payment.language());
    }
}
