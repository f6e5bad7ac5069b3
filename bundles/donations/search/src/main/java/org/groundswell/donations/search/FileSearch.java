package org.groundswell.donations.search;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.groundswell.donations.api.Cause;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.EntryPage;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.api.UnknownPositionException;
import org.groundswell.donations.api.receipts.ReceiptBook;
import org.groundswell.donations.api.search.GiftHits;
import org.groundswell.donations.api.search.GiftQuery;
import org.groundswell.donations.api.search.GiftSearch;
import org.groundswell.kernel.api.health.DiskReserve;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.api.ports.Port;
import org.groundswell.kernel.api.ports.PortUnavailableException;
import org.groundswell.shared.loops.Loop;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows the ledger by the position of its entries, a batch at a time, and finds in what it has. */
@Port(port = "donations.search")
@Component(service = GiftSearch.class, immediate = true)
public final class FileSearch implements GiftSearch {
    private static final Logger LOG = LoggerFactory.getLogger(FileSearch.class);
    private static final Duration PERIOD = Duration.ofMillis(200);
    private static final int BATCH = 1_000;

    private final Path path;
    private final Ledger ledger;
    private final ReceiptBook receipts;
    private final Loop loop = Loop.of("gift-search");
    private SearchFile file;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile DiskReserve reserve;
    private volatile String behind = "the search is being prepared";

    @Activate
    public FileSearch(BundleContext context, @Reference Ledger ledger, @Reference ReceiptBook receipts) {
        this(NodeFolder.of(context).resolve("data/search/gifts.db"), ledger, receipts);
        loop.every(PERIOD, Duration.ZERO, this::follow);
    }

    FileSearch(Path path, Ledger ledger, ReceiptBook receipts) {
        this.path = path.toAbsolutePath();
        this.ledger = ledger;
        this.receipts = receipts;
    }

    @Deactivate
    synchronized void close() throws SQLException {
        loop.close();
        if (file != null) {
            file.close();
            file = null;
        }
    }

    /** Takes what is new, until nothing is; then the next round has little to do. */
    synchronized void follow() throws IOException, SQLException {
        try {
            boolean more = true;
            while (more && !loop.isClosed()) {
                more = batch();
            }
        } catch (LedgerUnavailableException | PortUnavailableException e) {
            LOG.debug("The search waits for the ledger", e);
        } catch (UnknownPositionException e) {
            LOG.warn("The search is made anew: {}", e.getMessage());
            discard();
        } catch (IOException | SQLException e) {
            failed(e);
        }
    }

    private void failed(Exception e) throws IOException, SQLException {
        if (e instanceof SQLException failure && SearchFile.isUseless(failure)) {
            LOG.warn("The search is made anew, its file cannot be used: {}", e.getMessage());
            discard();
            return;
        }
        behind = "the search cannot be written: " + e.getMessage();
        LOG.debug("The search waits", e);
    }

    private boolean batch() throws IOException, SQLException {
        if (file != null && !file.isThere()) {
            file.close();
            file = null;
        }
        if (file == null) {
            file = SearchFile.open(path);
        }
        String position = file.position();
        EntryPage page = ledger.entriesAfter(position, BATCH);
        if (page.entries().isEmpty()) {
            behind = null;
            return false;
        }
        DiskReserve present = reserve;
        if (present != null && present.shortage().isPresent()) {
            // What is left of the disk is for gifts.
            behind = "the search waits for room on the disk";
            return false;
        }
        var ids = new LinkedHashSet<UUID>();
        page.entries().forEach(each -> ids.add(each.donation()));
        List<Donation> donations = ids.stream().flatMap(id -> ledger.donation(id).stream()).toList();
        boolean erases = page.entries().stream().map(Entry::cause).anyMatch(Cause.ERASURE::equals);
        file.take(donations, position, page.position(), erases);
        boolean full = page.entries().size() == BATCH;
        behind = full ? "the search has read the ledger up to " + page.entries().getLast().at() : null;
        return full;
    }

    private void discard() throws IOException, SQLException {
        behind = "the search is being made anew";
        if (file != null) {
            file.close();
            file = null;
        }
        SearchFile.delete(path);
    }

    @Override
    public GiftHits find(GiftQuery query, long before, int limit) {
        if (limit < 1 || limit > BATCH || before < 0) {
            throw new IllegalArgumentException("limit " + limit + " is not within 1 to " + BATCH + ", or before "
                    + before + " is below zero");
        }
        return ask(query, question -> question.hits(before, limit));
    }

    @Override
    public int count(GiftQuery query) {
        return ask(query, question -> question.count(MOST_COUNTED));
    }

    @Override
    public Optional<String> behind() {
        return Optional.ofNullable(behind);
    }

    /** What is asked of one search. */
    @FunctionalInterface
    private interface Asked<T> {
        T of(Question question) throws SQLException;
    }

    /** Opened for each search: it costs a millisecond, and the file may be made anew at any time. */
    private <T> T ask(GiftQuery query, Asked<T> asked) {
        try (Connection connection = SearchFile.reader(path)) {
            return asked.of(new Question(connection, query, receipt -> receipts.donation(receipt).orElse(null)));
        } catch (SQLException e) {
            throw new LedgerUnavailableException("Nothing can be found now: " + e.getMessage(), e);
        }
    }
}
