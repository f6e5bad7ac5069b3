package org.groundswell.payments.stripe;

import java.lang.annotation.Annotation;

/** Settings as a test wants them. */
record TestConfig(String secretKey, String[] webhookSecrets, String statementSuffix, String apiBase, int patienceMillis)
        implements StripeProvider.Config {

    static StripeProvider.Config at(String base) {
        return new TestConfig("file:key", new String[] {"file:webhook.old", "file:webhook"}, "", base, 5_000);
    }

    @Override
    public Class<? extends Annotation> annotationType() {
        return StripeProvider.Config.class;
    }
}
