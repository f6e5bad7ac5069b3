package org.groundswell.wall;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.LedgerListener;
import org.groundswell.kernel.api.NodeFolder;
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
    /** Null where it has to be read again. */
    private volatile List<Message> shown;

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
        List<Message> present = shown;
        if (present == null) {
            present = decisions.shown().stream().flatMap(id -> ledger.donation(id).stream()).filter(MessageWall::counts)
                    .limit(SHOWN).map(Message::of).toList();
            shown = present;
        }
        return present;
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
        shown = null;
        feed.moved(decisions.shown());
    }

    @Override
    public void committed(List<Entry> entries) {
        // A refund takes the words down as well.
        if (entries.stream().anyMatch(entry -> entry.donations() < 0)) {
            shown = null;
        }
    }

    private static boolean counts(Donation donation) {
        return donation.state() == DonationState.PAID;
    }
}
