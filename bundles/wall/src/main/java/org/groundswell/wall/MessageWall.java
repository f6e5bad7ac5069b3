package org.groundswell.wall;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.LedgerListener;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.pages.api.Pages;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Which words are on the wall, and which wait to be read. Thread-safe. */
@Component(service = {MessageWall.class, LedgerListener.class})
public final class MessageWall implements LedgerListener {
    private static final int SHOWN = 12;
    private static final int LATEST = 100;

    private final Ledger ledger;
    private final Pages pages;
    private final WallFeed feed;
    private final DecisionFile decisions;
    /** Raised by whatever changes what is shown. */
    private final AtomicLong changes = new AtomicLong();
    private volatile Shown shown = new Shown(-1, List.of());

    @Activate
    public MessageWall(BundleContext context, @Reference Ledger ledger, @Reference Pages pages,
            @Reference WallFeed feed) throws IOException {
        this(ledger, pages, feed, new DecisionFile(NodeFolder.of(context).resolve("data/wall/decisions")));
    }

    MessageWall(Ledger ledger, Pages pages, WallFeed feed, DecisionFile decisions) {
        this.ledger = ledger;
        this.pages = pages;
        this.feed = feed;
        this.decisions = decisions;
        feed.moved(decisions.shown());
    }

    /** What is on the wall, the newest decision first. */
    List<Message> shown() {
        Shown present = shown;
        if (present.at() != changes.get()) {
            present = read();
            shown = present;
        }
        return present.messages();
    }

    /** What is decided while this is read may be in it or not: the number from before has it read again. */
    private Shown read() {
        long at = changes.get();
        return new Shown(at, decisions.shown().stream().flatMap(id -> ledger.donation(id).stream())
                .filter(this::isShown).limit(SHOWN).map(Message::of).toList());
    }

    /** The latest words that nobody has decided on, the newest first. */
    List<Message> waiting() {
        return pages.site().campaigns().stream()
                .flatMap(campaign -> ledger.latest(campaign.id(), LATEST).stream())
                .filter(donation -> !donation.pledge().donor().message().isEmpty())
                .filter(donation -> !decisions.isDecided(donation.pledge().id()))
                .map(Message::of).toList();
    }

    void decide(UUID donation, boolean show) {
        decisions.decide(donation, show);
        changes.incrementAndGet();
        feed.moved(decisions.shown());
    }

    @Override
    public void committed(List<Entry> entries) {
        // A refund takes the words down as well.
        if (entries.isEmpty() || entries.stream().anyMatch(entry -> entry.donations() < 0)) {
            changes.incrementAndGet();
        }
    }

    /** @param at the number of changes before it was read */
    private record Shown(long at, List<Message> messages) {
    }

    /** What was tried before the evening is let pass by nobody's decision. */
    private boolean isShown(Donation donation) {
        var pledge = donation.pledge();
        return donation.state() == DonationState.PAID
                && ledger.totals(pledge.campaign(), pledge.amount().getCurrencyUnit()).shows(donation);
    }
}
