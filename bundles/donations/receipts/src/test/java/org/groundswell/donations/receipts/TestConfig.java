package org.groundswell.donations.receipts;

import java.lang.annotation.Annotation;

/** Settings for a mail server on the loopback. */
record TestConfig(int port, String from) implements MailServer.Config {

    TestConfig(int port) {
        this(port, "Higher Ground <give@example.org>");
    }

    @Override
    public String host() {
        return "127.0.0.1";
    }

    @Override
    public String protection() {
        return "none";
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
