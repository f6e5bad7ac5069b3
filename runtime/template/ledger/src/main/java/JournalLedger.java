package __package__;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
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
import org.groundswell.donations.api.UnknownPositionException;
import org.groundswell.donations.api.gifts.GiftBook;
import org.groundswell.donations.api.receipts.ReceiptBook;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.api.ports.Port;
import org.joda.money.CurrencyUnit;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * A ledger of the plainest kind: a journal of lines, all of it in memory. It keeps every promise of the contract and
 * is no ledger for a million gifts: put your database in its place. It ranks above the node's own, so gifts go here
 * while it is in.
 */
@Port(port = "donations.ledger")
@Component(service = {Ledger.class, ReceiptBook.class, GiftBook.class}, configurationPid = "__package__", property = "service.ranking:Integer=100")
@Designate(ocd = JournalLedger.Config.class)
public final class JournalLedger extends JournalReceipts implements Ledger {
    private static final String POSITION = "__name__-";

    private final Book book = new Book();
    private final List<LedgerListener> listeners = new CopyOnWriteArrayList<>();
    private final Journal journal;
    private boolean closed;

    /** Settings of this ledger. */
    @ObjectClassDefinition(name = "__name__: ledger in a journal")
    public @interface Config {
        @AttributeDefinition(description = "The journal; a relative path is below the node's folder")
        String file() default "data/__name__/journal.txt";
    }

    @Activate
    public JournalLedger(BundleContext context, Config config) throws IOException {
        this(NodeFolder.of(context).resolve(config.file()));
    }

    JournalLedger(Path file) throws IOException {
        journal = new Journal(file, book::replay);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindListener(LedgerListener listener) {
        listeners.add(listener);
    }

    void unbindListener(LedgerListener listener) {
        listeners.remove(listener);
    }

    @Deactivate
    synchronized void close() throws IOException {
        closed = true;
        journal.close();
    }

    @Override
    public synchronized PledgeOutcome pledge(Pledge pledge) {
        Optional<Donation> earlier = open().byKey(pledge.key());
        if (earlier.isPresent()) {
            return earlier.get().pledge().sameWill(pledge) ? new PledgeOutcome.Repeated(earlier.get())
                    : new PledgeOutcome.ForeignKey();
        }
        append(Line.of(pledge));
        return new PledgeOutcome.Recorded(book.add(pledge));
    }

    @Override
    public synchronized ChangeOutcome change(Change change) {
        Optional<Donation> before = open().donation(change.donation());
        if (before.isEmpty()) {
            return new ChangeOutcome.Unknown();
        }
        if (change.isStale(before.get())) {
            return new ChangeOutcome.Stale(before.get());
        }
        Optional<Donation> after = book.news(change);
        if (after.isEmpty()) {
            return new ChangeOutcome.Ignored(before.get());
        }
        append(Line.of(change));
        Entry entry = book.add(change, after.get());
        listeners.forEach(each -> each.committed(List.of(entry)));
        return new ChangeOutcome.Applied(after.get().at(entry.sequence()), entry);
    }

    @Override
    public synchronized Optional<Donation> donation(UUID id) {
        return open().donation(id);
    }

    @Override
    public synchronized Optional<Donation> byKey(String key) {
        return open().byKey(key);
    }

    @Override
    public synchronized Optional<Donation> byPayment(String provider, String paymentId) {
        return open().byPayment(provider, paymentId);
    }

    @Override
    public synchronized List<Entry> entries(UUID donation) {
        return open().entries().stream().filter(each -> each.donation().equals(donation)).toList();
    }

    /** A position is the number of entries before it, behind the book's own name. */
    @Override
    public synchronized EntryPage entriesAfter(String position, int limit) {
        List<Entry> all = open().entries();
        int after = number(position);
        if (after < 0 || after > all.size()) {
            throw new UnknownPositionException("this ledger has no position " + position);
        }
        int end = Math.min(all.size(), after + within(limit, 1000));
        return new EntryPage(all.subList(after, end), end == after ? position : POSITION + end);
    }

    @Override
    public synchronized String position() {
        return POSITION + open().entries().size();
    }

    @Override
    public synchronized Totals totals(String campaign, CurrencyUnit currency) {
        return book.totals(campaign, currency);
    }

    @Override
    public synchronized List<Donation> latest(String campaign, int limit) {
        within(limit, 100);
        var found = new ArrayList<Donation>();
        var seen = new HashSet<UUID>();
        for (Entry each : open().entries().reversed()) {
            Donation donation = book.donation(each.donation()).orElseThrow();
            if (found.size() < limit && each.donations() == 1 && each.campaign().equals(campaign)
                    && donation.rehearsal() == book.shown() && donation.counted().isPositive()
                    && seen.add(each.donation())) {
                found.add(donation);
            }
        }
        return found;
    }

    @Override
    public synchronized List<Donation> open(UUID after, int limit) {
        Map<UUID, Donation> rest = after == null ? open().donations() : open().donations().tailMap(after, false);
        return rest.values().stream().filter(each -> each.state().isOpen()).limit(within(limit, 1000)).toList();
    }

    @Override
    public synchronized List<Donation> newest(UUID before, int limit) {
        Map<UUID, Donation> rest = before == null ? open().donations() : open().donations().headMap(before, false);
        return List.copyOf(rest.values()).reversed().stream().limit(within(limit, 1000)).toList();
    }

    @Override
    public synchronized List<Recount> recount() {
        return open().recount();
    }

    @Override
    public synchronized void endRehearsal(Instant at) {
        rehearse(new Line.Rehearsal(at, null));
    }

    @Override
    public synchronized void takeRealMoney(Instant at) {
        if (open().shown() > 0) {
            rehearse(new Line.Rehearsal(null, at));
        }
    }

    private void rehearse(Line.Rehearsal line) {
        open();
        append(Line.of(line));
        book.rehearse(line);
        listeners.forEach(each -> each.committed(List.of()));
    }

    @Override
    public synchronized Optional<String> failure() {
        return closed ? Optional.of("the ledger is closed") : Optional.empty();
    }

    @Override
    void tell(Entry entry) {
        listeners.forEach(each -> each.committed(List.of(entry)));
    }

    @Override
    Book open() {
        if (closed) {
            throw new LedgerUnavailableException("the ledger is closed");
        }
        return book;
    }

    @Override
    void append(Line line) {
        try {
            journal.append(line);
        } catch (IOException e) {
            throw new LedgerUnavailableException("the journal cannot be written", e);
        }
    }

    private static int number(String position) {
        if (position.equals(BEGINNING)) {
            return 0;
        }
        return position.matches(POSITION + "[0-9]{1,9}") ? Integer.parseInt(position.substring(POSITION.length())) : -1;
    }
}
