package org.groundswell.payments.sandbox;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.groundswell.payments.api.PaymentStatus;
import org.groundswell.payments.api.PayoutLine;
import org.groundswell.shared.files.LineFile;
import org.groundswell.shared.files.PrivateFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the sandbox sends to a bank that does not exist, so that its payouts can be looked at: now and then all that has
 * come and gone since the time before. Kept in a file of its own, one payout a line, the latest of them. Thread-safe.
 */
final class SandboxPayouts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SandboxPayouts.class);
    /** So many movements are remembered at most; a test gateway is read anew at each swap. */
    private static final int MOVED_KEPT = 20_000;
    /** So many are in one payout: a line of a file is read up to a megabyte. */
    private static final int MOVED_TOGETHER = 2_000;
    private static final long FEE_MINOR = 25;
    private static final long FEE_PER_MILLE = 15;

    private final SandboxBook book;
    private final Clock clock;
    private final Duration pause;
    private final Gson gson = new Gson();
    private final LineFile file;
    private final Map<String, SandboxPayout> payouts = new LinkedHashMap<>();
    private final Map<String, Standing> standings = new HashMap<>();
    private int moved;

    /** What of a payment has been paid out, in minor units. */
    private record Standing(boolean charged, long refundedMinor, long disputedMinor) {
        private static final Standing NOTHING = new Standing(false, 0, 0);
    }

    SandboxPayouts(Path path, SandboxBook book, Clock clock, Duration pause) throws IOException {
        this.book = book;
        this.clock = clock;
        this.pause = pause;
        file = new LineFile(path, false, this::lines);
        var read = new AtomicInteger();
        file.read(line -> {
            keep(gson.fromJson(line, SandboxPayout.class).checked());
            read.incrementAndGet();
        }).ifPresent(LOG::warn);
        if (read.get() > payouts.size()) {
            PrivateFiles.replace(path, String.join("\n", lines()) + "\n");
        }
    }

    /** The latest first. Makes another one where it is time and something has moved. */
    synchronized List<SandboxPayout> since(Instant since) throws IOException {
        Optional<SandboxPayout> last = payouts.values().stream().reduce((_, next) -> next);
        if (last.isEmpty() || !clock.instant().isBefore(Instant.ofEpochMilli(last.get().atMillis()).plus(pause))) {
            payOut();
        }
        return new ArrayList<>(payouts.values()).reversed().stream()
                .filter(each -> each.atMillis() >= since.toEpochMilli()).toList();
    }

    synchronized Optional<SandboxPayout> find(String id) {
        return Optional.ofNullable(payouts.get(id));
    }

    /** One for each currency in which something has moved; several where it is much. */
    synchronized void payOut() throws IOException {
        Map<String, List<SandboxPayment>> byCurrency = book.since(Instant.EPOCH).stream()
                .filter(each -> !moved(each).isEmpty()).collect(Collectors.groupingBy(SandboxPayment::currency));
        for (var each : byCurrency.entrySet()) {
            var lines = new ArrayList<SandboxPayout.Moved>();
            each.getValue().forEach(payment -> lines.addAll(moved(payment)));
            for (int from = 0; from < lines.size(); from += MOVED_TOGETHER) {
                var part = List.copyOf(lines.subList(from, Math.min(lines.size(), from + MOVED_TOGETHER)));
                var payout = new SandboxPayout("po_" + UUID.randomUUID(), each.getKey(), clock.millis(), part);
                file.append(gson.toJson(payout));
                keep(payout);
            }
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private List<String> lines() {
        return payouts.values().stream().map(gson::toJson).toList();
    }

    private void keep(SandboxPayout payout) {
        payouts.put(payout.id(), payout);
        moved += payout.lines().size();
        payout.lines().forEach(each -> standings.merge(each.payment(), applied(Standing.NOTHING, each),
                (before, _) -> applied(before, each)));
        while (moved > MOVED_KEPT && payouts.size() > 1) {
            SandboxPayout oldest = payouts.remove(payouts.keySet().iterator().next());
            moved -= oldest.lines().size();
        }
    }

    private static Standing applied(Standing before, SandboxPayout.Moved line) {
        return switch (line.kind()) {
            case GIFT -> new Standing(true, before.refundedMinor(), before.disputedMinor());
            case REFUND -> new Standing(before.charged(), before.refundedMinor() - line.amountMinor(),
                    before.disputedMinor());
            default -> new Standing(before.charged(), before.refundedMinor(),
                    before.disputedMinor() - line.amountMinor());
        };
    }

    /** What has come and gone of a payment since it was last paid out. */
    private List<SandboxPayout.Moved> moved(SandboxPayment payment) {
        boolean disputed = payment.status() == PaymentStatus.DISPUTED;
        if (payment.status() != PaymentStatus.PAID && !disputed) {
            return List.of();
        }
        Standing before = standings.getOrDefault(payment.id(), Standing.NOTHING);
        var lines = new ArrayList<SandboxPayout.Moved>();
        if (!before.charged()) {
            long fee = Math.min(payment.amountMinor(), FEE_MINOR + payment.amountMinor() * FEE_PER_MILLE / 1000);
            lines.add(line(payment, PayoutLine.Kind.GIFT, payment.amountMinor(), fee));
        }
        long refunded = payment.refundedMinor() - before.refundedMinor();
        if (refunded != 0) {
            lines.add(line(payment, PayoutLine.Kind.REFUND, -refunded, 0));
        }
        long away = (disputed ? payment.amountMinor() - payment.refundedMinor() : 0) - before.disputedMinor();
        if (away != 0) {
            lines.add(line(payment, PayoutLine.Kind.DISPUTE, -away, 0));
        }
        return lines;
    }

    private static SandboxPayout.Moved line(SandboxPayment payment, PayoutLine.Kind kind, long amount, long fee) {
        return new SandboxPayout.Moved("sm_" + UUID.randomUUID(), kind, amount, fee, payment.id(),
                payment.renewal() ? null : payment.donation(), payment.changedMillis());
    }
}
