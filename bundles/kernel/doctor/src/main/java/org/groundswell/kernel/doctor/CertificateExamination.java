package org.groundswell.kernel.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Whether browsers will believe the site's certificate on the evening. */
final class CertificateExamination implements Examination {
    private static final String SUBJECT = "certificate";
    private static final String LISTENER = "org.groundswell.edge.listener";
    private static final int SOON_DAYS = 14;

    private final InstantSource clock;

    CertificateExamination() {
        this(InstantSource.system());
    }

    CertificateExamination(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public List<Finding> examine(Patient node) {
        if (node.number(LISTENER, "tlsPort", 0) == 0) {
            return List.of();
        }
        Path file = node.folder().resolve(node.setting(LISTENER, "certificate", "conf/tls/certificate.pem"));
        try (InputStream in = Files.newInputStream(file)) {
            return List.of(judged(file, (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in)));
        } catch (IOException | CertificateException e) {
            return List.of(Finding.ill(SUBJECT, file + " cannot be read: " + e.getMessage(),
                    "Put the site's certificate there, in PEM, its own first and then its authorities'"));
        }
    }

    private Finding judged(Path file, X509Certificate certificate) {
        Instant now = clock.instant();
        Instant end = certificate.getNotAfter().toInstant();
        String said = "valid until " + end;
        if (now.isBefore(certificate.getNotBefore().toInstant())) {
            return Finding.ill(SUBJECT, "not valid before " + certificate.getNotBefore().toInstant(),
                    "Look at this machine's clock, or at " + file);
        }
        if (!now.isBefore(end)) {
            return Finding.ill(SUBJECT, "it has ended at " + end, "Put a renewed one into " + file);
        }
        return Duration.between(now, end).toDays() < SOON_DAYS
                ? Finding.noted(SUBJECT, said, "Renew it and put it into " + file) : Finding.well(SUBJECT, said);
    }
}
