package org.groundswell.payments.sandbox;

import java.text.MessageFormat;
import java.util.ResourceBundle;
import org.groundswell.payments.api.PaymentStatus;
import org.groundswell.shared.money.MoneyText;
import org.groundswell.shared.text.TextDirection;
import org.owasp.encoder.Encode;

/** The HTML of the hosted page. */
final class CheckoutPage {
    private CheckoutPage() {
    }

    static String checkout(SandboxPayment payment, String cssPath) {
        ResourceBundle texts = Texts.of(payment.language());
        var body = new StringBuilder();
        body.append("<h1>").append(Encode.forHtml(payment.description())).append("</h1><p class=\"amount\">")
                .append(Encode.forHtml(amount(payment)))
                .append(payment.subscription() == null ? "" : " " + texts.getString("monthly"))
                .append("</p><p class=\"notice\">")
                .append(texts.getString("notice")).append("</p><form method=\"post\">");
        if (payment.status() == PaymentStatus.OPEN || payment.status() == PaymentStatus.PENDING) {
            body.append(button("pay", MessageFormat.format(texts.getString("pay"), amount(payment)), true))
                    .append(button("decline", texts.getString("decline"), false))
                    .append(button("cancel", texts.getString("cancel"), false))
                    .append(button("pending", texts.getString("pending"), false));
        } else {
            body.append("<p>").append(MessageFormat.format(texts.getString("done"), payment.status())).append("</p>");
            if (payment.status() == PaymentStatus.PAID && payment.refundedMinor() < payment.amountMinor()) {
                body.append(button("refund-half", texts.getString("refundHalf"), false))
                        .append(button("refund-all", texts.getString("refundAll"), false));
            }
            if (payment.lastRefundMinor() > 0) {
                body.append(button("refund-fails", texts.getString("refundFails"), false));
            }
            if (payment.status() == PaymentStatus.PAID) {
                body.append(button("dispute", texts.getString("dispute"), false));
            } else if (payment.status() == PaymentStatus.DISPUTED) {
                body.append(button("win", texts.getString("win"), false));
            }
            if (payment.isRunning()) {
                body.append(button("renew", texts.getString("renew"), false));
            }
            body.append("<a class=\"back\" href=\"").append(Encode.forHtmlAttribute(payment.returnUrl())).append("\">")
                    .append(texts.getString("back")).append("</a>");
        }
        return page(payment.language(), texts.getString("title"), body.append("</form>").toString(), cssPath);
    }

    static String message(String language, String key, String cssPath) {
        ResourceBundle texts = Texts.of(language);
        return page(language, texts.getString("title"), "<p>" + texts.getString(key) + "</p>", cssPath);
    }

    private static String page(String language, String title, String body, String cssPath) {
        String direction = TextDirection.of(language);
        return "<!doctype html><html lang=\"" + Encode.forHtmlAttribute(language) + "\" dir=\"" + direction
                + "\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
                + "<meta name=\"robots\" content=\"noindex\"><title>" + title + "</title><link rel=\"stylesheet\" href=\""
                + cssPath + "\"><main>" + body + "</main></html>";
    }

    private static String button(String action, String text, boolean first) {
        return "<button name=\"action\" value=\"" + action + "\"" + (first ? " class=\"first\"" : "") + ">"
                + Encode.forHtml(text) + "</button>";
    }

    private static String amount(SandboxPayment payment) {
        return MoneyText.exact(payment.amount(), payment.language());
    }
}
