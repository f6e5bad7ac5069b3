package org.groundswell.donations.receipts;

import java.lang.annotation.Annotation;

/** Settings for a mail server on the loopback. */
record TestConfig(String host, int port, String protection, String from) implements MailServer.Config {

    TestConfig(int port) {
        this(port, "Higher Ground <give@example.org>");
    }

    TestConfig(int port, String from) {
        this("127.0.0.1", port, "none", from);
    }

    /** @param protection as in the settings */
    static TestConfig protectedBy(String protection, int port) {
        return new TestConfig("127.0.0.1", port, protection, "give@example.org");
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
    public int giveUpDays() {
        return 14;
    }

    @Override
    public Class<? extends Annotation> annotationType() {
        return MailServer.Config.class;
    }
}
