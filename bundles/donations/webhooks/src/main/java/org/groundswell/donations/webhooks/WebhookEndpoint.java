package org.groundswell.donations.webhooks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.EntryPage;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.api.events.DonationEventListener;
import org.groundswell.kernel.api.health.DiskReserve;
import org.groundswell.kernel.api.loops.LoopStatus.Need;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.api.node.Secret;
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
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";
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
            @Reference Ledger ledger) throws IOException, SQLException {
        this(name(properties), NodeFolder.of(context), config, ledger, Clock.systemUTC());
    }

    WebhookEndpoint(String name, NodeFolder node, Config config, Ledger ledger, Clock clock)
            throws IOException, SQLException {
        this.name = name;
        this.ledger = ledger;
        this.clock = clock;
        this.states = states(config.states());
        this.fromTheBeginning = config.fromTheBeginning();
        Receiver receiver = receiver(node, config, ledger, clock);
        Path file = node.resolve("data/webhooks").resolve(name + ".db");
        outbox = new Outbox(file);
        Duration first = Duration.ofSeconds(config.firstPauseSeconds());
        var plan = new LetterSender.Plan(new Backoff(first, Duration.ofMinutes(config.longestPauseMinutes())),
                new Backoff(first, LONGEST_PROBE), Duration.ofHours(config.giveUpHours()),
                Duration.ofSeconds(config.patienceSeconds()));
        sender = new LetterSender(name, outbox, receiver::give, plan, clock);
        begin();
        loop = Loop.of("webhooks " + name, Need.OTHER, plan.patience().multipliedBy(2).plusMinutes(1));
        loop.every(PERIOD, Duration.ZERO, this::send);
    }

    /** What is new is what comes after the settings, not what comes after the first look at the ledger. */
    private void begin() {
        try {
            position();
        } catch (LedgerUnavailableException | PortUnavailableException e) {
            LOG.warn("Endpoint {} begins when the ledger can be read: {}", name, e.getMessage());
        }
    }

    @Deactivate
    void close() throws SQLException {
        loop.finish(Duration.ofSeconds(1));
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

    @Override
    public String position() {
        Optional<String> known = outbox.position();
        if (known.isEmpty()) {
            outbox.take(List.of(), fromTheBeginning ? Ledger.BEGINNING : ledger.position(), clock.instant());
        }
        return known.or(outbox::position).orElseThrow();
    }

    /** Leaves them in the ledger while there is no room for them. */
    @Override
    public void received(EntryPage page) {
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
        if (!loop.isClosed() && sender.round()) {
            loop.after(Duration.ZERO, this::send);
        }
    }

    private static Receiver receiver(NodeFolder node, Config config, Ledger ledger, Clock clock) {
        List<Secret> secrets = Stream.of(config.secrets()).map(each -> Secret.named("secrets", each, node)).toList();
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("secrets: expected at least one, found none");
        }
        List<Network> allowed = Stream.of(config.allowedNetworks()).filter(each -> !each.isBlank())
                .map(Network::parse).toList();
        return new Receiver(url(config.url()), new ReceiverAddresses(allowed, InetAddress::getAllByName),
                new LetterSignature(secrets), config.personalData(), ledger, clock,
                Duration.ofSeconds(config.patienceSeconds()));
    }

    private static URI url(String text) {
        URI url = URI.create(text);
        boolean isWeb = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
        if (!isWeb || url.getHost() == null || url.getUserInfo() != null || url.getFragment() != null) {
            // It is not repeated: it may have a password in it.
            throw new IllegalArgumentException("url: expected https://host/path without a user and without #");
        }
        return URI.create(url.toASCIIString());
    }

    private static Set<DonationState> states(String[] names) {
        var states = EnumSet.noneOf(DonationState.class);
        for (String each : names) {
            try {
                if (!each.isBlank()) {
                    states.add(DonationState.valueOf(each.strip().toUpperCase(Locale.ROOT)));
                }
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("states: expected some of "
                        + EnumSet.allOf(DonationState.class).toString().toLowerCase(Locale.ROOT) + ", found '" + each
                        + "'", e);
            }
        }
        return states.isEmpty() ? EnumSet.allOf(DonationState.class) : states;
    }

    private static String name(Map<String, Object> properties) {
        String pid = String.valueOf(properties.get("service.pid"));
        String name = pid.contains("~") ? pid.substring(pid.indexOf('~') + 1) : "default";
        if (!name.matches(NAME)) {
            throw new IllegalArgumentException("the name of an endpoint (behind ~): expected letters, digits, dots and"
                    + " dashes, found something else");
        }
        return name;
    }
}
