package __package__;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.groundswell.donations.api.Cause;
import org.groundswell.donations.api.gifts.BegunRefund;
import org.groundswell.donations.api.gifts.Remark;

/** What people of the charity said about gifts, and the refunds that they asked for. Not thread-safe. */
final class Notes {
    private final Map<UUID, List<Remark>> remarks = new HashMap<>();
    private final Map<String, BegunRefund> refunds = new HashMap<>();

    /** @param entry the one that the line made; 0 for none */
    void take(Line.Desk line, long entry) {
        List<Remark> known = remarks.computeIfAbsent(line.donation(), _ -> new ArrayList<>());
        if (line.cause() == Cause.ERASURE) {
            known.replaceAll(each -> new Remark(each.entry(), each.at(), each.author(), each.kind(), ""));
        }
        Remark remark = line.remark();
        if (remark != null) {
            known.add(entry == 0 ? remark
                    : new Remark(entry, remark.at(), remark.author(), remark.kind(), remark.words()));
        }
        if (line.refund() != null) {
            refunds.put(line.refund().key(), line.refund());
        }
    }

    List<Remark> remarks(UUID donation) {
        return List.copyOf(remarks.getOrDefault(donation, List.of()));
    }

    Optional<BegunRefund> refund(String key) {
        return Optional.ofNullable(refunds.get(key));
    }

    Optional<BegunRefund> open(UUID donation) {
        return refunds.values().stream().filter(each -> each.donation().equals(donation)
                && each.state() == BegunRefund.State.OPEN).findFirst();
    }
}
