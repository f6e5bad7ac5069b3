package org.groundswell.donations.webhooks;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.EntryPage;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.api.events.DonationEventListener;
import org.groundswell.donations.api.leases.Leases;
import org.groundswell.kernel.api.health.DiskReserve;
import org.groundswell.kernel.api.loops.LoopStatus.Need;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.api.ports.PortUnavailableException;
import org.groundswell.shared.loops.Loop;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Another system that is told of donations, one for each instance of the settings. What the ledger has is taken into
 * the outbox, some thousand letters at most; while the receiver is away, the ledger itself is the queue.
 */
@Component(service = {DonationEventListener.class, WebhookEndpoint.class},
        configurationPid = "org.groundswell.donations.webhooks", configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = WebhookEndpoint.Config.class, factory = true)
public final class WebhookEndpoint implements DonationEventListener {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookEndpoint.class);
    /** Letters that were not tried yet; more are left in the ledger. */
    private static final int MOST_UNTRIED = 1_000;
    /** Letters of which each was tried and is tried again. */
    private static final int MOST_WAITING = 100_000;
    private static final Duration PERIOD = Duration.ofMillis(500);
    private static final Duration LONGEST_PROBE = Duration.ofMinutes(1);

    private final String name;
    private final Ledger ledger;
    private final Set<DonationState> states;
    private final boolean fromTheBeginning;
    private final Clock clock;
    private final Outbox outbox;
    private final LetterSender sender;
    private final LeasedEndpoint leased;
    private final Loop loop;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile DiskReserve reserve;

    /** Settings of one endpoint. */
    @ObjectClassDefinition(name = "Groundswell donations: webhooks")
    public @interface Config {
        @AttributeDefinition(description = "Where to send to, https://...")
        String url();

        @AttributeDefinition(description = "Where the signing secrets (whsec_...) are: env:NAME or file:path; two while"
                + " one is being exchanged", type = AttributeType.PASSWORD)
        String[] secrets();

        @AttributeDefinition(description = "States of donations to tell of: pledged, pending, paid, failed, canceled,"
                + " expired, refunded, disputed; all where none is named")
        String[] states() default {};

        @AttributeDefinition(description = "Whether the receiver may know who gave: name, e-mail, message, language")
        boolean personalData() default false;

        @AttributeDefinition(description = "Addresses and networks inside your own network that may be reached, such as"
                + " 10.1.2.0/24; also by http")
        String[] allowedNetworks() default {};

        @AttributeDefinition(description = "Whether the receiver is told of all that was before this endpoint was made")
        boolean fromTheBeginning() default false;

        @AttributeDefinition(description = "Seconds that the receiver may take for its answer", min = "1", max = "60")
        int patienceSeconds() default 15;

        @AttributeDefinition(description = "Seconds until the second try; each later pause is three times as long",
                min = "1", max = "3600")
        int firstPauseSeconds() default 5;

        @AttributeDefinition(description = "Minutes that no pause is longer than", min = "1", max = "1440")
        int longestPauseMinutes() default 360;

        @AttributeDefinition(description = "Hours after which something is given up; with 0 after the first try",
                min = "0", max = "720")
        int giveUpHours() default 72;
    }

    @Activate
    public WebhookEndpoint(BundleContext context, Config config, Map<String, Object> properties,
            @Reference Ledger ledger, @Reference Leases leases) throws IOException, SQLException {
        this(EndpointSettings.name(properties), NodeFolder.of(context), config, ledger, leases, Clock.systemUTC());
    }

    WebhookEndpoint(String name, NodeFolder node, Config config, Ledger ledger, Leases leases, Clock clock)
            throws IOException, SQLException {
        this.name = name;
        this.ledger = ledger;
        this.clock = clock;
        this.states = EndpointSettings.states(config.states());
        this.fromTheBeginning = config.fromTheBeginning();
        Receiver receiver = EndpointSettings.receiver(node, config, ledger, clock);
        Path file = node.resolve("data/webhooks").resolve(name + ".db");
        outbox = new Outbox(file);
        Duration first = Duration.ofSeconds(config.firstPauseSeconds());
        var plan = new LetterSender.Plan(new Backoff(first, Duration.ofMinutes(config.longestPauseMinutes())),
                new Backoff(first, LONGEST_PROBE), Duration.ofHours(config.giveUpHours()),
                Duration.ofSeconds(config.patienceSeconds()));
        leased = new LeasedEndpoint(name, leases, ledger, outbox, clock);
        sender = new LetterSender(name, outbox, receiver::give, plan, clock);
        begin();
        loop = Loop.of("webhooks " + name, Need.OTHER, plan.patience().multipliedBy(2).plusMinutes(1));
        loop.every(PERIOD, Duration.ZERO, this::send);
    }

    /** What is new is what comes after the settings, not what comes after the first look at the ledger. */
    private void begin() {
        try {
            ownPosition();
        } catch (LedgerUnavailableException | PortUnavailableException e) {
            LOG.warn("Endpoint {} begins when the ledger can be read: {}", name, e.getMessage());
        }
    }

    @Deactivate
    void close() throws SQLException {
        loop.finish(Duration.ofSeconds(1));
        leased.end();
        outbox.close();
    }

    /** As its settings are called: what stands behind the tilde in the name of their file. */
    String name() {
        return name;
    }

    Outbox outbox() {
        return outbox;
    }

    /** Why nothing is sent now; empty while letters are taken. */
    Optional<String> trouble() {
        return sender.trouble();
    }

    /** Which node tells the receiver. */
    LeasedEndpoint.Teller teller() {
        return leased.teller();
    }

    @Override
    public String position() {
        return leased.position(this::ownPosition);
    }

    private String ownPosition() {
        Optional<String> known = outbox.position();
        if (known.isEmpty()) {
            outbox.take(List.of(), fromTheBeginning ? Ledger.BEGINNING : ledger.position(), clock.instant());
        }
        return known.or(outbox::position).orElseThrow();
    }

    @Override
    public void received(EntryPage page) {
        leased.received(page, () -> take(page));
    }

    /** Leaves them in the ledger while there is no room for them. */
    private void take(EntryPage page) {
        DiskReserve present = reserve;
        boolean full = outbox.untried() >= MOST_UNTRIED || outbox.waiting() >= MOST_WAITING;
        if (full || present != null && present.shortage().isPresent()) {
            return;
        }
        outbox.take(wanted(page.entries(), states), page.position(), clock.instant());
    }

    /** Who gave was put right or forgotten: said again as "paid", somebody would count the gift again. */
    static List<Entry> wanted(List<Entry> entries, Set<DonationState> states) {
        return entries.stream().filter(each -> states.contains(each.state()) && !each.cause().isAboutDonor()).toList();
    }

    private void send() throws InterruptedException {
        if (loop.isClosed() || !leased.isOurs()) {
            return;
        }
        boolean more = sender.round();
        leased.note();
        if (more) {
            loop.after(Duration.ZERO, this::send);
        }
    }
}
