package org.groundswell.donations.ledger.postgres;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.groundswell.donations.api.Cause;
import org.groundswell.donations.api.Change;
import org.groundswell.donations.api.ChangeOutcome;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.EntryPage;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.LedgerListener;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.api.PledgeOutcome;
import org.groundswell.donations.api.Recount;
import org.groundswell.donations.api.Totals;
import org.groundswell.donations.api.gifts.GiftBook;
import org.groundswell.donations.api.receipts.ReceiptBook;
import org.groundswell.donations.ledger.postgres.Command.Step;
import org.groundswell.donations.ledger.shared.Listeners;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.api.ports.Port;
import org.groundswell.shared.loops.Loop;
import org.groundswell.shared.services.ServiceOwner;
import org.joda.money.CurrencyUnit;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.condition.Condition;
import org.osgi.service.metatype.annotations.Designate;

/** The ledger of any number of nodes, in a PostgreSQL database. Ranks above the one of a node that stands alone. */
@Port(port = "donations.ledger")
@Component(service = {Ledger.class, ReceiptBook.class, GiftBook.class}, property = "service.ranking:Integer=50",
        configurationPid = "org.groundswell.donations.ledger.postgres",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = PostgresSettings.class)
public final class PostgresLedger extends OfficeBook implements Ledger {
    /** How long a node may go on with an old primary that nobody has stopped. */
    private static final Duration LOOK_AT_HOSTS = Duration.ofSeconds(5);
    private static final Duration LOOK_AT_CLOCK = Duration.ofMinutes(1);
    private static final int CAMPAIGN_LATEST = 100;
    private static final int PAGE = 1000;

    private final Readers readers;
    private final Writer writer;
    private final Listeners listeners = new Listeners();
    private final Announcements announcements;
    private final Follower follower;
    private final Bell bell;
    private final Runnable news;
    private final Loop primaries = Loop.of("ledger-primaries");
    private final DatabaseClock databaseClock;
    private final Loop clocks = Loop.of("ledger-clock");

    @Activate
    public PostgresLedger(BundleContext context, PostgresSettings config,
            @Reference(target = PostgresUse.TARGET) Condition use, @Reference Bell bell,
            @Reference PostgresRecords records, @Reference PostgresKeys keys) throws SQLException {
        // Before there are gifts to show it is known who is hidden, and a node whose node key is none takes no gifts.
        this(PrimarySource.of(config, NodeFolder.of(context)), config.maxWaiting(), config.maxBatch(), config.readers(),
                Duration.ofMillis(config.lookEveryMillis()), Attempts.DOUBT, bell, InstantSource.system());
    }

    PostgresLedger(PrimarySource database, int maxWaiting, int maxBatch, int readerCount, Duration look) {
        this(database, maxWaiting, maxBatch, readerCount, look, Attempts.DOUBT, new Bell(null),
                InstantSource.system());
    }

    PostgresLedger(PrimarySource database, int maxWaiting, int maxBatch, int readerCount, Duration look, Duration doubt,
            Bell bell, InstantSource clock) {
        this.bell = bell;
        readers = new Readers(database, readerCount);
        announcements = new Announcements(readers, listeners);
        writer = new Writer(new Attempts(database, doubt), maxWaiting, maxBatch, this::committed);
        follower = new Follower(readers, announcements, writer::afterAnswers);
        news = follower::lookSoon;
        // A node does not wait for its database: health says so.
        follower.start(look);
        bell.add(news);
        primaries.every(LOOK_AT_HOSTS, database::look);
        databaseClock = new DatabaseClock(readers, clock);
        clocks.every(LOOK_AT_CLOCK, Duration.ZERO, databaseClock::look);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindListener(LedgerListener listener, ServiceReference<LedgerListener> reference) {
        listeners.add(listener, ServiceOwner.of(reference));
    }

    void unbindListener(LedgerListener listener) {
        listeners.remove(listener);
    }

    private void committed(Attempts.Committed commit) {
        announcements.committed(commit);
        if (commit.restates() || !commit.entries().isEmpty()) {
            bell.ring();
        }
    }

    Listeners listeners() {
        return listeners;
    }

    @Deactivate
    void close() {
        bell.remove(news);
        primaries.close();
        clocks.close();
        follower.close();
        writer.close();
        listeners.close();
        readers.close();
    }

    @Override
    public PledgeOutcome pledge(Pledge pledge) {
        return writer.execute(new Step<>(needs -> needs.pledge(pledge), book -> book.pledge(pledge, Cause.FORM)));
    }

    @Override
    public ChangeOutcome change(Change change) {
        return writer.execute(new Step<>(needs -> needs.change(change), book -> book.change(change)));
    }

    @Override
    public Optional<Donation> donation(UUID id) {
        return readers.ask(queries -> queries.donation(id));
    }

    @Override
    public Optional<Donation> byKey(String key) {
        return readers.ask(queries -> queries.byKey(key));
    }

    @Override
    public Optional<Donation> byPayment(String provider, String paymentId) {
        return readers.ask(queries -> queries.byPayment(provider, paymentId));
    }

    @Override
    public List<Entry> entries(UUID donation) {
        return readers.ask(queries -> queries.entries(donation));
    }

    @Override
    public EntryPage entriesAfter(String position, int limit) {
        int most = within(limit, PAGE);
        return readers.ask(queries -> queries.entriesAfter(position, most));
    }

    @Override
    public String position() {
        return readers.ask(Queries::position).text();
    }

    @Override
    public Totals totals(String campaign, CurrencyUnit currency) {
        if (!announcements.isKnown()) {
            follower.awaitFirstLook();
        }
        return announcements.totals(campaign, currency);
    }

    @Override
    public List<Donation> latest(String campaign, int limit) {
        int most = within(limit, CAMPAIGN_LATEST);
        return readers.ask(queries -> queries.latest(campaign, most));
    }

    @Override
    public List<Donation> open(UUID after, int limit) {
        int most = within(limit, PAGE);
        return readers.ask(queries -> queries.open(after, most));
    }

    @Override
    public List<Donation> newest(UUID before, int limit) {
        int most = within(limit, PAGE);
        return readers.ask(queries -> queries.newest(before, most));
    }

    @Override
    public List<Recount> recount() {
        return readers.askAtLength(Queries::recount);
    }

    @Override
    public void endRehearsal(Instant at) {
        run(desk -> desk.office().endRehearsal(at));
    }

    @Override
    public void takeRealMoney(Instant at) {
        if (!announcements.isReal()) {
            run(desk -> desk.office().takeRealMoney(at));
        }
    }

    @Override
    public Optional<String> failure() {
        if (writer.health().failure().isEmpty()) {
            return Optional.empty();
        }
        // A node that says it is not fit gets no donors, so nobody else would find out that the database is well again.
        try {
            run(_ -> null);
            return Optional.empty();
        } catch (LedgerUnavailableException e) {
            return Optional.of(e.getMessage());
        }
    }

    @Override
    public Optional<String> warning() {
        return writer.health().warning().or(listeners::warning).or(databaseClock::warning);
    }

    @Override
    Readers readers() {
        return readers;
    }

    @Override
    Writer writer() {
        return writer;
    }
}
