package __package__;

import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.receipts.IssuedReceipt;

/** Which receipts are owed, sent and numbered. Not thread-safe. */
final class Receipts {
    private final Map<UUID, Instant> due = new LinkedHashMap<>();
    private final Set<UUID> sent = new HashSet<>();
    private final Map<UUID, IssuedReceipt> issued = new HashMap<>();
    /** The last number of each year, of tests and of real money. */
    private final Map<Series, Long> ofYear = new HashMap<>();

    private record Series(int year, boolean test) {
    }

    void take(Line.Receipt receipt) {
        if (receipt.due() != null) {
            due.put(receipt.donation(), receipt.due());
        } else {
            due.remove(receipt.donation());
            sent.add(receipt.donation());
        }
    }

    void take(Line.Issued line) {
        IssuedReceipt receipt = line.receipt();
        issued.put(line.donation(), receipt);
        ofYear.put(new Series(receipt.year(), receipt.test()), receipt.count());
    }

    /** What a changed donation means: whoever has paid and left an address is owed one, once. */
    void follow(Donation after) {
        UUID id = after.pledge().id();
        if (!after.counted().isPositive() || after.pledge().donor().email().isEmpty()) {
            due.remove(id);
        } else if (!sent.contains(id)) {
            due.putIfAbsent(id, after.changed());
        }
    }

    Map<UUID, Instant> due() {
        return due;
    }

    Optional<IssuedReceipt> issued(UUID donation) {
        return Optional.ofNullable(issued.get(donation));
    }

    Optional<UUID> donation(IssuedReceipt receipt) {
        return issued.entrySet().stream().filter(each -> each.getValue().number().equals(receipt.number()))
                .map(Map.Entry::getKey).findFirst();
    }

    /** The receipt that this donation gets, where one is owed and it has none. */
    Optional<Line.Issued> next(Donation donation, Instant at, ZoneId zone) {
        UUID id = donation.pledge().id();
        if (issued.containsKey(id) || !due.containsKey(id)) {
            return Optional.empty();
        }
        int year = at.atZone(zone).getYear();
        boolean test = donation.pledge().test();
        long count = ofYear.getOrDefault(new Series(year, test), 0L) + 1;
        return Optional.of(new Line.Issued(id, new IssuedReceipt(year, count, test, at)));
    }
}
