package org.groundswell.kernel.doctor;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.InstantSource;
import java.util.List;
import org.groundswell.shared.certificates.Validity;

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
        try {
            return List.of(judged(file, Validity.read(file)));
        } catch (IOException | CertificateException e) {
            return List.of(Finding.ill(SUBJECT, file + " cannot be read: " + e.getMessage(),
                    "Put the site's certificate there, in PEM, its own first and then its authorities'"));
        }
    }

    private Finding judged(Path file, Validity validity) {
        String said = "valid until " + validity.end();
        return switch (validity.at(clock.instant(), SOON_DAYS)) {
            case NOT_YET -> Finding.ill(SUBJECT, "not valid before " + validity.begin(),
                    "Look at this machine's clock, or at " + file);
            case ENDED -> Finding.ill(SUBJECT, "it has ended at " + validity.end(), "Put a renewed one into " + file);
            case ENDS_SOON -> Finding.noted(SUBJECT, said, "Renew it and put it into " + file);
            case VALID -> Finding.well(SUBJECT, said);
        };
    }
}
