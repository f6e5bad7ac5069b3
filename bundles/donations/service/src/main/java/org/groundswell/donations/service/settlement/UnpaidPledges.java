package org.groundswell.donations.service.settlement;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.groundswell.donations.api.ChangeOutcome;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.EntryPage;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.UnknownPositionException;
import org.groundswell.donations.api.gifts.GiftBook;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.api.ports.Port;
import org.groundswell.kernel.api.retention.KeptData;
import org.groundswell.kernel.api.retention.Overdue;
import org.groundswell.kernel.api.retention.Term;
import org.groundswell.shared.files.PrivateFiles;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Who wanted to give and never paid is forgotten; that somebody wanted to stays in the books. Walks through the ledger's
 * entries from where nothing was too young the last time, and has one donor forgotten after another, with a rest after each:
 * whoever gives meanwhile waits for one at most. Safe to break off anywhere, and on several nodes at once.
 */
@Port(port = "donations.retention")
@Component(service = KeptData.class, configurationPid = "org.groundswell.donations.service.retention")
@Designate(ocd = UnpaidPledges.Config.class)
public final class UnpaidPledges implements KeptData {
    /** Who forgets, in the remarks on a gift. */
    static final String AUTHOR = "retention";
    private static final Donor NOBODY = new Donor("", "", "", true);
    private static final int PAGE = 500;
    private static final Duration REST = Duration.ofMillis(20);

    private final Ledger ledger;
    private final GiftBook book;
    private final Path bookmark;
    private final Term term;
    private final Duration rest;

    /** Settings of pledges that were never paid. */
    @ObjectClassDefinition(name = "Groundswell donations: how long donors of unpaid pledges are kept")
    public @interface Config {
        @AttributeDefinition(description = "Days for which a donor's name, address and words are kept after a gift has"
                + " failed, was canceled or has expired; 0 for good", min = "0", max = "36600")
        int days() default 180;
    }

    @Activate
    public UnpaidPledges(BundleContext context, @Reference Ledger ledger, @Reference GiftBook book, Config config) {
        this(ledger, book, NodeFolder.of(context).resolve("data/retention/unpaid-pledges"), new Term(config.days()),
                REST);
    }

    UnpaidPledges(Ledger ledger, GiftBook book, Path bookmark, Term term, Duration rest) {
        this.ledger = ledger;
        this.book = book;
        this.bookmark = bookmark;
        this.term = term;
        this.rest = rest;
    }

    /** What is done with a donor who is to be forgotten. */
    private interface Step {
        /** @return whether it counts */
        boolean take(Donation donation) throws InterruptedException;
    }

    /** How far it came. */
    private record Walk(String bookmark, long count) {
    }

    @Override
    public String name() {
        return "donors of pledges that were never paid";
    }

    @Override
    public Term term() {
        return term;
    }

    @Override
    public Overdue overdue(Instant now) throws IOException {
        return term.isForGood() ? Overdue.NOTHING : new Overdue(walk(now, donation -> true).count, "");
    }

    @Override
    public synchronized Overdue delete(Instant now) throws IOException {
        if (term.isForGood()) {
            return Overdue.NOTHING;
        }
        Walk walk = walk(now, donation -> {
            // Who has paid since it was read is not forgotten.
            boolean erased = book.erase(donation.pledge().id(), donation.version(), AUTHOR, now)
                    instanceof ChangeOutcome.Applied;
            Thread.sleep(rest);
            return erased;
        });
        PrivateFiles.folder(bookmark.toAbsolutePath().getParent());
        PrivateFiles.replace(bookmark, walk.bookmark);
        return new Overdue(walk.count, "");
    }

    private Walk walk(Instant now, Step step) throws IOException {
        try {
            return walk(known(start()), now, step);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("broken off; the next round goes on", e);
        }
    }

    private Walk walk(String start, Instant now, Step step) throws InterruptedException {
        String position = start;
        String settled = start;
        boolean allSettled = true;
        boolean anyOver = true;
        long count = 0;
        // Entries come as they were made: behind a whole page of young ones there are no old ones.
        for (EntryPage page = ledger.entriesAfter(position, PAGE); anyOver && !page.entries().isEmpty();
                page = ledger.entriesAfter(position, PAGE)) {
            anyOver = false;
            for (Entry entry : page.entries()) {
                boolean over = term.isOver(entry.at(), now);
                anyOver |= over;
                allSettled &= over || entry.at().isBefore(now) && !Term.isCertain(entry.at(), now);
                Optional<Donation> found = over && endedUnpaid(entry.state())
                        ? ledger.donation(entry.donation()).filter(each -> isDue(each, entry, now)) : Optional.empty();
                count += found.isPresent() && step.take(found.get()) ? 1 : 0;
            }
            position = page.position();
            settled = allSettled ? position : settled;
        }
        return new Walk(settled, count);
    }

    /**
     * One that moved later is met again at its later entry. While there is a monthly gift at a gateway, its months to come
     * have their donor from here.
     */
    private boolean isDue(Donation donation, Entry entry, Instant now) {
        boolean isLast = donation.version() == entry.sequence() && term.isOver(donation.changed(), now);
        boolean isUnpaid = endedUnpaid(donation.state()) && donation.settled().isZero() && !donation.hasSubscription();
        return isLast && isUnpaid && !donation.pledge().donor().equals(NOBODY);
    }

    private static boolean endedUnpaid(DonationState state) {
        return state == DonationState.FAILED || state == DonationState.CANCELED || state == DonationState.EXPIRED;
    }

    /** The beginning where the ledger is another one than the last time. */
    private String known(String position) {
        try {
            ledger.entriesAfter(position, 1);
            return position;
        } catch (UnknownPositionException e) {
            return Ledger.BEGINNING;
        }
    }

    private String start() throws IOException {
        return Files.exists(bookmark) ? Files.readString(bookmark).strip() : Ledger.BEGINNING;
    }
}
