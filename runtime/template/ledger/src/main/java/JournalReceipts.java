package __package__;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.receipts.IssuedReceipt;
import org.groundswell.donations.api.receipts.ReceiptBook;

/** The part of the ledger that is for receipts: which are owed, and their numbers. */
abstract class JournalReceipts extends JournalDesk implements ReceiptBook {
    @Override
    public synchronized List<Donation> take(Instant now, Instant until, int limit) {
        List<UUID> due = open().receipts().due().entrySet().stream().filter(each -> !each.getValue().isAfter(now))
                .sorted(Map.Entry.comparingByValue()).limit(within(limit, 100)).map(Map.Entry::getKey).toList();
        due.forEach(each -> postpone(each, until));
        return due.stream().map(each -> open().donation(each).orElseThrow()).toList();
    }

    @Override
    public synchronized Optional<IssuedReceipt> issue(UUID donation, Instant at, ZoneId zone) {
        Book book = open();
        book.donation(donation).flatMap(each -> book.receipts().next(each, at, zone)).ifPresent(next -> {
            append(Line.of(next));
            book.receipts().take(next);
        });
        return book.receipts().issued(donation);
    }

    @Override
    public synchronized void settle(UUID donation, Instant at) {
        owe(new Line.Receipt(donation, null));
    }

    @Override
    public synchronized void postpone(UUID donation, Instant until) {
        if (open().receipts().due().containsKey(donation)) {
            owe(new Line.Receipt(donation, until));
        }
    }

    @Override
    public synchronized boolean again(UUID donation, Instant at) {
        boolean owed = open().donation(donation).filter(each -> each.counted().isPositive()
                && !each.pledge().donor().email().isEmpty()).isPresent();
        if (owed) {
            owe(new Line.Receipt(donation, at));
        }
        return owed;
    }

    @Override
    public synchronized Optional<IssuedReceipt> issued(UUID donation) {
        return open().receipts().issued(donation);
    }

    @Override
    public synchronized Optional<UUID> donation(IssuedReceipt receipt) {
        return open().receipts().donation(receipt);
    }

    @Override
    public synchronized long owed() {
        return open().receipts().due().size();
    }

    private void owe(Line.Receipt receipt) {
        Book book = open();
        append(Line.of(receipt));
        book.receipts().take(receipt);
    }

    static int within(int limit, int most) {
        if (limit < 1 || limit > most) {
            throw new IllegalArgumentException("limit must be from 1 to " + most + ", not " + limit);
        }
        return limit;
    }
}
