package org.groundswell.shared.certificates;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

/** From when to when browsers believe a certificate (RFC 5280, section 4.1.2.5). */
public record Validity(Instant begin, Instant end) {

    /** How that is at one moment. */
    public enum State { NOT_YET, ENDED, ENDS_SOON, VALID }

    /**
     * Of the first certificate of a file in PEM: the site's own, the ones after it are its authorities'.
     *
     * @throws CertificateException where there is none
     */
    public static Validity read(Path file) throws IOException, CertificateException {
        try (InputStream in = Files.newInputStream(file)) {
            var certificate = (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            return new Validity(certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant());
        }
    }

    /** @param soonDays so many days before its end it is time to renew it */
    public State at(Instant now, int soonDays) {
        if (now.isBefore(begin)) {
            return State.NOT_YET;
        }
        if (!now.isBefore(end)) {
            return State.ENDED;
        }
        return daysLeft(now) < soonDays ? State.ENDS_SOON : State.VALID;
    }

    /** Whole days. */
    public long daysLeft(Instant now) {
        return Duration.between(now, end).toDays();
    }
}
