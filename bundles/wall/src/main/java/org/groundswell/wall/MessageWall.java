package org.groundswell.wall;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.LedgerListener;
import org.groundswell.donations.api.moderation.Moderation;
import org.groundswell.donations.api.moderation.Moderation.Shown;
import org.groundswell.donations.api.moderation.Publicity;
import org.groundswell.pages.api.Pages;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Which words are on the wall: those that everybody may see. Thread-safe. */
@Component(service = {MessageWall.class, LedgerListener.class})
public final class MessageWall implements LedgerListener {
    private static final int SHOWN = 12;
    private static final int LATEST = 100;

    private final Ledger ledger;
    private final Pages pages;
    private final Moderation moderation;
    private final WallFeed feed;
    /** Raised by whatever changes what is shown, decisions apart. */
    private final AtomicLong changes = new AtomicLong();
    private volatile Wall wall = new Wall(-1, -1, List.of());

    @Activate
    public MessageWall(@Reference Ledger ledger, @Reference Pages pages, @Reference Moderation moderation,
            @Reference WallFeed feed) {
        this.ledger = ledger;
        this.pages = pages;
        this.moderation = moderation;
        this.feed = feed;
    }

    /** What is on the wall, the latest decision first, or the latest gift where nobody has to decide. */
    List<Message> shown() {
        Wall present = wall;
        if (present.changes() != changes.get() || present.version() != moderation.version()) {
            present = read();
            wall = present;
            feed.moved(present.messages());
        }
        return present.messages();
    }

    /** What happens while this is read may be in it or not: the numbers from before have it read again. */
    private Wall read() {
        long before = changes.get();
        long version = moderation.version();
        return new Wall(before, version, candidates().filter(this::counts)
                .map(this::message).filter(each -> !each.text().isEmpty()).limit(SHOWN).toList());
    }

    private Stream<Donation> candidates() {
        return moderation.words() == Publicity.AT_ONCE
                ? pages.site().campaigns().stream().flatMap(each -> ledger.latest(each.id(), LATEST).stream())
                        .sorted(Comparator.comparing(Donation::changed).reversed())
                : moderation.released(LATEST).stream().flatMap(id -> ledger.donation(id).stream());
    }

    private Message message(Donation donation) {
        Shown shown = moderation.shown(donation);
        return new Message(donation.pledge().id(), donation.pledge().campaign(), shown.name(), shown.message());
    }

    @Override
    public void committed(List<Entry> entries) {
        // A refund takes the words down as well, and so does a donor who is forgotten; a gift brings some only where
        // nobody has to read them first.
        if (entries.isEmpty() || entries.stream().anyMatch(entry -> entry.donations() < 0 || entry.cause().isAboutDonor()
                || entry.donations() > 0 && moderation.words() == Publicity.AT_ONCE)) {
            changes.incrementAndGet();
        }
    }

    /** What was tried before the evening is let pass by nobody's decision. */
    private boolean counts(Donation donation) {
        var pledge = donation.pledge();
        return ledger.totals(pledge.campaign(), pledge.amount().getCurrencyUnit()).shows(donation);
    }

    /**
     * @param changes how many there were before it was read
     * @param version of what was decided, before it was read
     */
    private record Wall(long changes, long version, List<Message> messages) {
    }
}
