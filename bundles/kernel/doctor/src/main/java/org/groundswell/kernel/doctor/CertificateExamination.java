package org.groundswell.kernel.doctor;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.InstantSource;
import java.util.List;
import org.groundswell.shared.certificates.Validity;

/** Whether browsers will believe the certificates of the site and the console on the evening. */
final class CertificateExamination implements Examination {
    private static final String SUBJECT = "certificate";
    private static final List<String> LISTENERS =
            List.of("org.groundswell.edge.listener", "org.groundswell.edge.admin");
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
        return LISTENERS.stream().filter(each -> node.number(each, "tlsPort", 0) != 0)
                .map(each -> node.folder().resolve(node.setting(each, "certificate", "conf/tls/certificate.pem")))
                .distinct().map(this::examine).toList();
    }

    private Finding examine(Path file) {
        try {
            return judged(file, Validity.read(file));
        } catch (IOException | CertificateException e) {
            return Finding.ill(SUBJECT, file + " cannot be read: " + e.getMessage(),
                    "Put the certificate there, in PEM, its own first and then its authorities'");
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
