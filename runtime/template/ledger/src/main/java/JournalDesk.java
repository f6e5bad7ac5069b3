package __package__;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.groundswell.donations.api.Cause;
import org.groundswell.donations.api.Change;
import org.groundswell.donations.api.ChangeOutcome;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.api.PledgeOutcome;
import org.groundswell.donations.api.gifts.BegunRefund;
import org.groundswell.donations.api.gifts.GiftBook;
import org.groundswell.donations.api.gifts.Remark;
import org.groundswell.donations.api.gifts.Way;

/**
 * The part of the ledger that is for the charity's people. What somebody wrote stays in the journal's lines when they are
 * erased: a database of yours has to overwrite it.
 */
abstract class JournalDesk implements GiftBook {
    private static final Donor NOBODY = new Donor("", "", "", true);

    abstract Book open();

    abstract void append(Line line);

    abstract void tell(Entry entry);

    @Override
    public synchronized PledgeOutcome enter(Pledge pledge, Way way, Remark remark) {
        Optional<Donation> earlier = open().byKey(pledge.key());
        if (earlier.isPresent()) {
            return earlier.get().pledge().sameWill(pledge) ? new PledgeOutcome.Repeated(earlier.get())
                    : new PledgeOutcome.ForeignKey();
        }
        UUID id = pledge.id();
        Change paid = Change.to(id, DonationState.PAID, Cause.ENTERED, pledge.at())
                .withPayment(new Donation.Payment(way.provider(), id.toString(), null));
        write(new Line(pledge, paid, null, null, null, new Line.Desk(id, null, null, remark, null)));
        return new PledgeOutcome.Recorded(open().donation(id).orElseThrow());
    }

    @Override
    public synchronized ChangeOutcome correct(UUID donation, Donor donor, long basis, Remark remark) {
        Optional<Donation> before = open().donation(donation);
        if (before.isEmpty()) {
            return new ChangeOutcome.Unknown();
        }
        if (before.get().version() != basis) {
            return new ChangeOutcome.Stale(before.get());
        }
        return before.get().pledge().donor().equals(donor) ? new ChangeOutcome.Ignored(before.get())
                : amended(new Line.Desk(donation, donor, Cause.CORRECTION, remark, null));
    }

    @Override
    public synchronized ChangeOutcome erase(UUID donation, String author, Instant at) {
        Optional<Donation> before = open().donation(donation);
        if (before.isEmpty()) {
            return new ChangeOutcome.Unknown();
        }
        boolean words = remarks(donation).stream().anyMatch(each -> !each.words().isEmpty());
        return before.get().pledge().donor().equals(NOBODY) && !words ? new ChangeOutcome.Ignored(before.get())
                : amended(new Line.Desk(donation, NOBODY, Cause.ERASURE,
                        new Remark(at, author, Remark.Kind.ERASED, ""), null));
    }

    @Override
    public synchronized ChangeOutcome erase(UUID donation, long basis, String author, Instant at) {
        Optional<Donation> before = open().donation(donation);
        return before.isPresent() && before.get().version() != basis ? new ChangeOutcome.Stale(before.get())
                : erase(donation, author, at);
    }

    private ChangeOutcome amended(Line.Desk line) {
        Entry entry = write(Line.of(line)).orElseThrow();
        return new ChangeOutcome.Applied(open().donation(line.donation()).orElseThrow(), entry);
    }

    @Override
    public synchronized boolean remark(UUID donation, Remark remark) {
        boolean known = open().donation(donation).isPresent();
        if (known) {
            write(Line.of(new Line.Desk(donation, null, null, remark, null)));
        }
        return known;
    }

    @Override
    public synchronized List<Remark> remarks(UUID donation) {
        return open().notes().remarks(donation);
    }

    @Override
    public synchronized BegunRefund begin(BegunRefund refund, Remark remark) {
        Optional<BegunRefund> there = refund(refund.key()).or(() -> openRefund(refund.donation()));
        if (there.isEmpty()) {
            write(Line.of(new Line.Desk(refund.donation(), null, null, remark, refund)));
        }
        return there.orElse(refund);
    }

    @Override
    public synchronized void end(String key, BegunRefund.State state) {
        refund(key).filter(each -> each.state() == BegunRefund.State.OPEN).ifPresent(each -> write(Line.of(
                new Line.Desk(each.donation(), null, null, null, new BegunRefund(key, each.donation(), each.amount(),
                        each.before(), state)))));
    }

    @Override
    public synchronized Optional<BegunRefund> refund(String key) {
        return open().notes().refund(key);
    }

    @Override
    public synchronized Optional<BegunRefund> openRefund(UUID donation) {
        return open().notes().open(donation);
    }

    private Optional<Entry> write(Line line) {
        append(line);
        Optional<Entry> entry = open().desk(line);
        entry.ifPresent(this::tell);
        return entry;
    }
}
