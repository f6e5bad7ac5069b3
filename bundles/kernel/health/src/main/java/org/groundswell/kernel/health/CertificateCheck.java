package org.groundswell.kernel.health;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.shared.certificates.Validity;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Whether the certificate of the site or of the console ends soon, or has ended: then browsers let nobody in. */
@Component(configurationPid = "org.groundswell.kernel.health.certificate", property = {
    HealthCheck.NAME + "=certificate", HealthCheck.TAGS + "=ready", HealthCheck.TAGS + "=" + MachineWatch.TAG})
@Designate(ocd = CertificateCheck.Config.class)
public final class CertificateCheck implements HealthCheck {
    private final Set<Path> files;
    private final Config config;
    private final InstantSource clock;

    /** Settings of the watch over the certificate. */
    @ObjectClassDefinition(name = "Groundswell kernel: the certificate's end")
    public @interface Config {
        @AttributeDefinition(description = "The certificate to watch, PEM; a relative path is below the node's folder."
                + " Without such a file there is nothing to watch")
        String certificate() default "conf/tls/certificate.pem";

        @AttributeDefinition(description = "The console's certificate, as conf/org.groundswell.edge.admin.cfg names it")
        String adminCertificate() default "conf/tls/certificate.pem";

        @AttributeDefinition(description = "So many days before its end the node's health warns", min = "1",
                max = "365")
        int warnDays() default 14;
    }

    @Activate
    public CertificateCheck(BundleContext context, Config config) {
        this(Stream.of(config.certificate(), config.adminCertificate()).map(NodeFolder.of(context)::resolve)
                .collect(Collectors.toCollection(LinkedHashSet::new)), config, InstantSource.system());
    }

    CertificateCheck(Set<Path> files, Config config, InstantSource clock) {
        this.files = files;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public Result execute() {
        var log = new FormattingResultLog();
        files.forEach(each -> look(log, each));
        return new Result(log);
    }

    private void look(FormattingResultLog log, Path file) {
        if (!Files.exists(file)) {
            log.info("There is no certificate in {}", file);
            return;
        }
        try {
            report(log, file, Validity.read(file));
        } catch (IOException | CertificateException e) {
            log.warn("The certificate in {} cannot be read: {}", file, e.getMessage());
        }
    }

    private void report(FormattingResultLog log, Path file, Validity validity) {
        Instant now = clock.instant();
        switch (validity.at(now, config.warnDays())) {
            case NOT_YET -> log.warn("The certificate in {} is not valid before {}: is this machine's clock right?", file,
                    validity.begin());
            case ENDED -> log.critical("The certificate in {} has ended at {}: browsers refuse what it is for. Put a renewed one in its"
                    + " place", file, validity.end());
            case ENDS_SOON -> log.warn("The certificate in {} ends at {}, in {} days: renew it", file, validity.end(),
                    validity.daysLeft(now));
            case VALID -> log.info("The certificate in {} is valid until {}", file, validity.end());
        }
    }
}
