package org.groundswell.mail;

import java.lang.annotation.Annotation;

/** Settings for a mail server on the loopback. */
record TestSettings(String host, int port, String protection, String from) implements MailSettings.Config {
    /** None are set. */
    static final TestSettings NONE = new TestSettings("", 587, "starttls", "");

    TestSettings(int port) {
        this("127.0.0.1", port, "none", "Higher Ground <give@example.org>");
    }

    /** @param protection as in the settings */
    static TestSettings protectedBy(String protection, int port) {
        return new TestSettings("127.0.0.1", port, protection, "give@example.org");
    }

    MailServer server() {
        return new MailServer(new MailSettings(null, this), new OlderSettings(null, NONE));
    }

    @Override
    public String user() {
        return "";
    }

    @Override
    public String password() {
        return "";
    }

    @Override
    public Class<? extends Annotation> annotationType() {
        return MailSettings.Config.class;
    }
}
