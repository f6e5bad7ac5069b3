package org.groundswell.payments.stripe;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;

/** A form-encoded body: what Stripe wants instead of JSON (docs.stripe.com/api). */
final class Form {
    static final String TYPE = "application/x-www-form-urlencoded";
    private final StringJoiner fields = new StringJoiner("&");

    Form with(String name, Object value) {
        fields.add(encoded(name) + "=" + encoded(String.valueOf(value)));
        return this;
    }

    @Override
    public String toString() {
        return fields.toString();
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
