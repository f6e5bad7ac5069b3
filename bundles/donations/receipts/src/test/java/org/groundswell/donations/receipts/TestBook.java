package org.groundswell.donations.receipts;

import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.api.receipts.IssuedReceipt;
import org.groundswell.donations.api.receipts.ReceiptBook;

/** Receipts that are owed, in memory. */
final class TestBook implements ReceiptBook {
    boolean failSettling;
    UUID refundedOnceTaken;
    Runnable onIssue = () -> { };
    Runnable onSettle = () -> { };
    private final Map<UUID, Donation> owed = new LinkedHashMap<>();
    private final Map<UUID, IssuedReceipt> issued = new LinkedHashMap<>();
    private final Map<UUID, Instant> due = new LinkedHashMap<>();

    Donation owes(Donation donation, Instant since) {
        owed.put(donation.pledge().id(), donation);
        due.put(donation.pledge().id(), since);
        return donation;
    }

    @Override
    public List<Donation> take(Instant now, Instant until, int limit) {
        var taken = owed.values().stream().filter(each -> !due.get(each.pledge().id()).isAfter(now)).limit(limit)
                .toList();
        taken.forEach(each -> due.put(each.pledge().id(), until));
        owed.remove(refundedOnceTaken);
        return taken;
    }

    @Override
    public Optional<IssuedReceipt> issue(UUID donation, Instant at, ZoneId zone) {
        onIssue.run();
        if (!issued.containsKey(donation) && owed.containsKey(donation)) {
            issued.put(donation, new IssuedReceipt(at.atZone(zone).getYear(), issued.size() + 1L, false, at));
        }
        return Optional.ofNullable(issued.get(donation));
    }

    @Override
    public void settle(UUID donation, Instant at) {
        if (failSettling) {
            throw new LedgerUnavailableException("the disk is full");
        }
        onSettle.run();
        owed.remove(donation);
    }

    @Override
    public void postpone(UUID donation, Instant until) {
        due.replace(donation, until);
    }

    @Override
    public boolean again(UUID donation, Instant at) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<IssuedReceipt> issued(UUID donation) {
        return Optional.ofNullable(issued.get(donation));
    }

    @Override
    public Optional<UUID> donation(IssuedReceipt receipt) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long owed() {
        return owed.size();
    }

    List<String> numbers() {
        return issued.values().stream().map(IssuedReceipt::number).toList();
    }
}
