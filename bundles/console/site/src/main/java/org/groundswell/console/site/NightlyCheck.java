package org.groundswell.console.site;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.api.leases.Lease;
import org.groundswell.donations.api.leases.LeaseLostException;
import org.groundswell.donations.api.leases.Leases;
import org.groundswell.kernel.api.mail.Mail;
import org.groundswell.kernel.api.mail.MailException;
import org.groundswell.kernel.api.ports.PortUnavailableException;
import org.groundswell.pages.api.PageException;
import org.groundswell.pages.api.check.Finding;
import org.groundswell.shared.addresses.EmailAddress;
import org.groundswell.shared.loops.Loop;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks through the site once a night, when few give, and tells the editors what was not there the night before. Of several
 * nodes one does it for all, and goes on to do it: it knows what it has told.
 */
@Component(service = NightlyCheck.class, immediate = true, configurationPid = "org.groundswell.console.site.check")
@Designate(ocd = NightlyCheck.Config.class)
public final class NightlyCheck {
    private static final Logger LOG = LoggerFactory.getLogger(NightlyCheck.class);
    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final int MOST_TOLD = 50;
    private static final String JOB = "site-check";

    private final SiteDesk desk;
    private final SiteChecks checks;
    private final Config config;
    private final List<String> to;
    private final Clock clock;
    private final Loop loop = Loop.of("site-check");
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile Mail mail;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile Leases leases;
    private LocalDate done;
    private List<Finding> untold = List.of();

    /** Settings of the nightly look. */
    @ObjectClassDefinition(name = "Groundswell console: nightly check of the site")
    public @interface Config {
        @AttributeDefinition(description = "Who is told by e-mail what is new, such as: noor@example.org; nobody by default")
        String[] to() default {};

        @AttributeDefinition(description = "In which language: en, nl or ar")
        String language() default "en";

        @AttributeDefinition(min = "-1", max = "23", description = "The hour of the site's day in which it looks; -1 never")
        int hour() default 4;

        @AttributeDefinition(description = "Whether other sites are asked, too, if links to them still lead somewhere")
        boolean outside() default true;
    }

    @Activate
    public NightlyCheck(@Reference SiteDesk desk, @Reference SiteChecks checks, Config config) {
        this(desk, checks, config, Clock.systemUTC());
        loop.every(PERIOD, PERIOD, this::look);
    }

    NightlyCheck(SiteDesk desk, SiteChecks checks, Config config, Clock clock) {
        this.desk = desk;
        this.checks = checks;
        this.config = config;
        this.clock = clock;
        this.to = Arrays.stream(config.to()).filter(each -> !each.isBlank()).map(EmailAddress::cleaned).toList();
        to.stream().filter(each -> !EmailAddress.isValid(each)).findFirst().ifPresent(each -> {
            throw new IllegalArgumentException("to: expected addresses such as noor@example.org, found '" + each + "'");
        });
    }

    @Deactivate
    void close() {
        loop.close();
    }

    /** Looks if it is the hour and nobody has looked in it. */
    void look() {
        try {
            ZonedDateTime now = clock.instant().atZone(desk.zone());
            if (now.getHour() != config.hour()) {
                return;
            }
            if (now.toLocalDate().equals(done)) {
                tell();
                return;
            }
            Leases present = leases;
            Optional<Lease> lease = present == null ? Optional.empty() : present.take(JOB);
            if (lease.isEmpty()) {
                // Asked again in a minute: who has it may not come to its end.
                return;
            }
            done = now.toLocalDate();
            untold = List.of();
            if (lease.get().mark().equals(done.toString())) {
                return;
            }
            List<SiteChecks.Report> before = checks.before();
            List<Finding> news = checks.look(config.outside()).newSince(before);
            LOG.info("Looked through the site: {} new findings", news.size());
            // First: where that is refused another node has the job, and tells.
            note(present, lease.get());
            untold = news;
            tell();
        } catch (LedgerUnavailableException e) {
            LOG.warn("Who looks through the site tonight is asked again in a minute: {}", e.getMessage());
        } catch (LeaseLostException e) {
            LOG.warn("Another node looks through the site tonight: {}", e.getMessage());
        } catch (PortUnavailableException | PageException e) {
            LOG.debug("The pages are being exchanged: looked at tomorrow", e);
        } catch (IOException e) {
            LOG.warn("The site could not be looked through in the night: {}", e.getMessage());
        }
    }

    private void note(Leases present, Lease lease) {
        try {
            present.note(lease, done.toString());
        } catch (LedgerUnavailableException e) {
            // What was found is stored, and not new tomorrow: better told by two nodes than by none.
            LOG.warn("Another node may look through the site tonight, too: {}", e.getMessage());
        }
    }

    /** A letter that does not go is tried again by the minute until the hour is over. */
    private void tell() {
        Mail present = mail;
        if (untold.isEmpty() || to.isEmpty() || present == null || !present.isReady()) {
            return;
        }
        var texts = ResourceBundle.getBundle(NightlyCheck.class.getPackageName() + ".texts", Locale.forLanguageTag(
                config.language()), NightlyCheck.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        String found = untold.stream().limit(MOST_TOLD).map(SiteChecks::sentence).collect(Collectors.joining("\n\n"));
        try {
            present.send(to, texts.getString("mail.subject"), texts.getString("mail.text") + "\n\n" + found + "\n");
            untold = List.of();
        } catch (MailException e) {
            LOG.warn("What is new in the site could not be told, and is tried again in a minute of this hour: {}", e.getMessage());
        }
    }
}
