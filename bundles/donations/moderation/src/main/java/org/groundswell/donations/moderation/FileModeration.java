package org.groundswell.donations.moderation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.moderation.Decision;
import org.groundswell.donations.api.moderation.Moderation;
import org.groundswell.donations.api.moderation.Publicity;
import org.groundswell.donations.moderation.RuleHistory.Rules;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.api.ports.Port;
import org.groundswell.kernel.api.records.SharedRecords;
import org.osgi.framework.BundleContext;
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
import org.osgi.service.metatype.annotations.Option;

/** Rules from the settings, decisions from all nodes, or from a file of the one that stands alone. */
@Port(port = "donations.moderation")
@Component(service = Moderation.class, configurationPid = "org.groundswell.donations.moderation")
@Designate(ocd = FileModeration.Config.class)
public final class FileModeration implements Moderation {
    /** Where the message wall kept the decisions before there was this bundle. */
    private static final String BEFORE = "data/wall/decisions";

    private final Rule names;
    private final Rule words;
    private final PlainNames plain;
    private final SharedDecisions decisions;
    private final RuleHistory history;
    private final AtomicLong version;

    /** Settings of what is public. */
    @ObjectClassDefinition(name = "Groundswell donations: what everybody sees of donors")
    public @interface Config {
        @AttributeDefinition(description = "Donors' names on the site: 'read' shows them when an admin has read them,"
                + " 'plain' shows ordinary names at once and the others when they were read, 'all' shows all at once,"
                + " 'never' shows none", options = {@Option(label = "when read", value = "read"),
                    @Option(label = "plain ones at once", value = "plain"), @Option(label = "all at once",
                    value = "all"), @Option(label = "never", value = "never")})
        String names() default "read";

        @AttributeDefinition(description = "Donors' words on the site: 'read' shows them when an admin has read them,"
                + " 'all' shows all at once, 'never' shows none", options = {@Option(label = "when read",
                    value = "read"), @Option(label = "all at once", value = "all"), @Option(label = "never",
                    value = "never")})
        String words() default "read";

        @AttributeDefinition(description = "Words that make a name one that has to be read")
        String[] refusedWords() default {"boycott", "fraud", "frauds", "liar", "liars", "scam", "scammer", "scammers",
            "thief", "thieves", "boycot", "dief", "dieven", "leugenaars", "oplichter", "oplichters", "oplichting",
            "زائفون", "قاطعوا", "لصوص", "محتالون", "نصابون"};
    }

    @Activate
    public FileModeration(BundleContext context, Config config) throws IOException {
        this(config.names(), config.words(), new PlainNames(config.refusedWords()),
                new DecisionFile(file(NodeFolder.of(context))),
                new RuleHistory(NodeFolder.of(context).resolve("data/moderation/rules")), Clock.systemUTC());
    }

    FileModeration(String names, String words, PlainNames plain, DecisionFile decisions, RuleHistory history,
            Clock clock) {
        this.names = Rule.of("names", names, List.of(Rule.READ, Rule.PLAIN, Rule.ALL, Rule.NEVER));
        this.words = Rule.of("words", words, List.of(Rule.READ, Rule.ALL, Rule.NEVER));
        this.plain = plain;
        // Another provider's number in the same place must not be this one's.
        this.version = new AtomicLong(System.nanoTime());
        this.decisions = new SharedDecisions(decisions, version::incrementAndGet);
        this.history = history;
        history.begin(new Rules(this.names, this.words), clock.instant());
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindRecords(SharedRecords records) {
        decisions.use(records);
        version.incrementAndGet();
    }

    void unbindRecords(SharedRecords records) {
        decisions.leave(records);
    }

    @Deactivate
    void close() {
        decisions.close();
    }

    @Override
    public Shown shown(Donation donation) {
        return decisions.areKnown() ? shown(donation, decisions.decision(donation.pledge().id()).orElse(null))
                : Shown.NOTHING;
    }

    @Override
    public boolean waits(Donation donation) {
        return decisions.areKnown() && decisions.decision(donation.pledge().id()).isEmpty()
                && !shown(donation, Decision.SHOW).equals(shown(donation, null));
    }

    private Shown shown(Donation donation, Decision decision) {
        var donor = donation.pledge().donor();
        Rules told = history.at(donation.pledge().at());
        Rule ofName = names.and(told.names());
        Rule ofWords = words.and(told.words());
        boolean name = !donor.anonymous() && ofName != Rule.NEVER
                && (decision == null ? ofName.shows(plain.isPlain(donor.name())) : decision != Decision.HIDE);
        boolean message = ofWords != Rule.NEVER
                && (decision == null ? ofWords.shows(false) : decision == Decision.SHOW);
        return new Shown(name ? donor.name() : "", message ? donor.message() : "");
    }

    @Override
    public Publicity names() {
        return names.publicity();
    }

    @Override
    public Publicity words() {
        return words.publicity();
    }

    @Override
    public Optional<Decision> decision(UUID donation) {
        return decisions.decision(donation);
    }

    @Override
    public List<UUID> released(int limit) {
        return decisions.shown(limit);
    }

    @Override
    public void decide(List<UUID> donations, Decision decision) {
        decisions.decide(donations, decision);
        version.incrementAndGet();
    }

    @Override
    public long version() {
        return version.get();
    }

    private static Path file(NodeFolder node) throws IOException {
        Path file = node.resolve("data/moderation/decisions");
        Path before = node.resolve(BEFORE);
        if (Files.notExists(file) && Files.exists(before)) {
            Files.createDirectories(file.getParent());
            Files.move(before, file);
        }
        return file;
    }
}
