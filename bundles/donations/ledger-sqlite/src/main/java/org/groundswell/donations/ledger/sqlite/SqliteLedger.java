package org.groundswell.donations.ledger.sqlite;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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
import org.groundswell.donations.ledger.shared.Listeners;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.api.ports.Port;
import org.groundswell.shared.services.ServiceOwner;
import org.joda.money.CurrencyUnit;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.condition.Condition;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The ledger of a node that stands alone. */
@Port(port = "donations.ledger")
@Component(service = {Ledger.class, ReceiptBook.class, GiftBook.class},
        configurationPid = "org.groundswell.donations.ledger.sqlite")
@Designate(ocd = SqliteLedger.Config.class)
public final class SqliteLedger extends OfficeBook implements Ledger {
    private final Database database;
    private final Readers readers;
    private final Writer writer;
    private final Listeners listeners;
    private final Announcements announcements;

    /** Settings of the SQLite ledger. */
    @ObjectClassDefinition(name = "Groundswell donations: ledger in SQLite")
    public @interface Config {
        @AttributeDefinition(description = "Whether gifts are kept here; false where another ledger takes its place")
        boolean use() default true;

        @AttributeDefinition(description = "The database file; a relative path is below the node's folder")
        String file() default "data/ledger/ledger.db";

        @AttributeDefinition(description = "Commands that may wait for the disk; more are refused", min = "1",
                max = "1000000")
        int maxWaiting() default 10000;

        @AttributeDefinition(description = "Commands that share one commit at most", min = "1", max = "10000")
        int maxBatch() default 500;

        @AttributeDefinition(description = "Connections for reading", min = "1", max = "64")
        int readers() default 4;
    }

    @Activate
    public SqliteLedger(BundleContext context, Config config,
            @Reference(target = "(" + Condition.CONDITION_ID + "=" + SqliteUse.CONDITION + ")") Condition use) throws IOException, SQLException {
        this(NodeFolder.of(context).resolve(config.file()), config.maxWaiting(), config.maxBatch(), config.readers());
    }

    /** Outside of a node, with the settings that are the default. */
    public SqliteLedger(Path file) throws IOException, SQLException {
        this(file, 10_000, 500, 4);
    }

    SqliteLedger(Path file, int maxWaiting, int maxBatch, int readerCount) throws IOException, SQLException {
        this(new Database(file), maxWaiting, maxBatch, readerCount);
    }

    SqliteLedger(Database database, int maxWaiting, int maxBatch, int readerCount) {
        this(database, maxWaiting, maxBatch, readerCount, new Listeners());
    }

    SqliteLedger(Database database, int maxWaiting, int maxBatch, int readerCount, Listeners listeners) {
        this.database = database;
        this.listeners = listeners;
        readers = new Readers(database, readerCount);
        announcements = new Announcements(readers.ask(Queries::shown), listeners);
        writer = new Writer(database, maxWaiting, maxBatch,
                new Writer.Told(announcements::committed, announcements::restated));
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindListener(LedgerListener listener, ServiceReference<LedgerListener> reference) {
        listeners.add(listener, ServiceOwner.of(reference));
    }

    void unbindListener(LedgerListener listener) {
        listeners.remove(listener);
    }

    Listeners listeners() {
        return listeners;
    }

    @Deactivate
    void close() throws SQLException {
        writer.close();
        listeners.close();
        try {
            readers.close();
        } finally {
            database.close();
        }
    }

    @Override
    public PledgeOutcome pledge(Pledge pledge) {
        return writer.execute(book -> book.pledge(pledge));
    }

    @Override
    public ChangeOutcome change(Change change) {
        return writer.execute(book -> book.change(change));
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
        int most = within(limit, 1000);
        return readers.ask(queries -> queries.entriesAfter(position, most));
    }

    @Override
    public String position() {
        return readers.ask(Queries::position);
    }

    @Override
    public Totals totals(String campaign, CurrencyUnit currency) {
        return announcements.totals(campaign, currency);
    }

    @Override
    public List<Donation> latest(String campaign, int limit) {
        return readers.ask(queries -> queries.latest(campaign, within(limit, 100)));
    }

    @Override
    public List<Donation> open(UUID after, int limit) {
        return readers.ask(queries -> queries.open(after, within(limit, 1000)));
    }

    @Override
    public List<Donation> newest(UUID before, int limit) {
        return readers.ask(queries -> queries.newest(before, within(limit, 1000)));
    }

    @Override
    public List<Recount> recount() {
        return readers.ask(Queries::recount);
    }

    @Override
    public void endRehearsal(Instant at) {
        writer.execute(book -> book.endRehearsal(at));
    }

    @Override
    public void takeRealMoney(Instant at) {
        if (!announcements.isReal()) {
            writer.execute(book -> book.takeRealMoney(at));
        }
    }

    @Override
    public Optional<String> failure() {
        Optional<String> trouble = database.place().trouble();
        if (trouble.isPresent() || writer.health().failure().isEmpty()) {
            return trouble;
        }
        // A node that says it is not fit gets no donors, so nobody else would find out that the disk is well again.
        try {
            writer.execute(book -> {
                book.probe();
                return null;
            });
            return Optional.empty();
        } catch (LedgerUnavailableException e) {
            return Optional.of(e.getMessage());
        }
    }

    @Override
    public Optional<String> warning() {
        return writer.health().warning().or(listeners::warning);
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
