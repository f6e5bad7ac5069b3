package org.groundswell.donations.payouts;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.payouts.KeptLine;
import org.groundswell.donations.api.payouts.KeptPayout;
import org.groundswell.payments.api.PayoutLine.Kind;
import org.groundswell.testing.SetClock;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * An evening's gifts on their way to the bank, as random as their seed makes them: fees, refunds in part that may fail,
 * disputes that are won or lost, payouts that come back. The node hears of all of it late, the gateway tells lines late
 * or twice, pages are lost, and the node is restarted.
 */
final class SimulatedEvening {
    private static final int DAYS = 6;

    private final Random random;
    private final SimulatedBank bank;
    private final SimulatedBooks books = new SimulatedBooks();
    private final List<Gift> gifts = new ArrayList<>();
    private final PayoutFile file;
    private final PayoutStore store;
    private final SetClock clock = new SetClock(ModelGateways.DAY);
    private PayoutReader reader;

    /** How a gift stands at the gateway, in minor units. */
    private static final class Gift {
        private final UUID id;
        private final long amount;
        private boolean paid;
        private long refunded;
        private long lastRefund;
        private boolean disputed;
        private boolean heard;

        Gift(UUID id, long amount) {
            this.id = id;
            this.amount = amount;
        }
    }

    SimulatedEvening(long seed) throws IOException, SQLException {
        random = new Random(seed);
        bank = new SimulatedBank(random);
        file = PayoutFile.inMemory();
        store = new PayoutStore(file);
        restart();
    }

    private void restart() {
        reader = new PayoutReader(bank, new LedgerComparison(books.ledger(), store, () -> false), store, clock,
                Duration.ofDays(400), () -> false);
    }

    void run() throws SQLException {
        for (int i = 1 + random.nextInt(6); i > 0; i--) {
            gifts.add(new Gift(new UUID(random.nextLong(), random.nextLong()), 100 + random.nextInt(9900)));
        }
        for (int day = 0; day < DAYS; day++) {
            for (int i = random.nextInt(6); i > 0; i--) {
                move(gifts.get(random.nextInt(gifts.size())));
            }
            gifts.stream().filter(_ -> random.nextInt(3) > 0).forEach(this::hear);
            if (random.nextInt(4) > 0) {
                bank.payOut(clock.instant());
            }
            bank.misbehave();
            read();
            check();
            if (random.nextInt(8) == 0) {
                restart();
            }
            clock.pass(Duration.ofHours(6 + random.nextInt(30)));
        }
        bank.mend();
        gifts.forEach(this::hear);
        bank.payOut(clock.instant());
        for (int i = 0; i < 6; i++) {
            clock.pass(Duration.ofDays(2));
            read();
        }
        check();
        checkAll();
        file.close();
    }

    private void read() throws SQLException {
        reader.follow();
        reader.round();
    }

    private void move(Gift gift) {
        if (!gift.paid) {
            gift.paid = true;
            bank.moved(Kind.GIFT, gift.amount, gift.id);
            return;
        }
        switch (random.nextInt(6)) {
            case 0, 1 -> refund(gift);
            case 2 -> failRefund(gift);
            case 3 -> dispute(gift);
            case 4 -> bank.other();
            default -> { }
        }
    }

    private void refund(Gift gift) {
        long left = gift.amount - gift.refunded;
        if (left > 0 && !gift.disputed) {
            gift.lastRefund = random.nextBoolean() ? left : 1 + random.nextLong(left);
            gift.refunded += gift.lastRefund;
            bank.moved(Kind.REFUND, -gift.lastRefund, gift.id);
        }
    }

    private void failRefund(Gift gift) {
        if (gift.lastRefund > 0) {
            gift.refunded -= gift.lastRefund;
            bank.moved(Kind.REFUND, gift.lastRefund, gift.id);
            gift.lastRefund = 0;
        }
    }

    /** The bank takes what is left, or has to give it again. */
    private void dispute(Gift gift) {
        long left = gift.amount - gift.refunded;
        if (left > 0) {
            gift.disputed = !gift.disputed;
            gift.lastRefund = 0;
            bank.moved(Kind.DISPUTE, gift.disputed ? -left : left, gift.id);
        }
    }

    /** A notification arrives at last. */
    private void hear(Gift gift) {
        if (gift.paid || random.nextBoolean()) {
            gift.heard = true;
        }
        if (gift.heard) {
            DonationState state = !gift.paid ? DonationState.PENDING : gift.disputed ? DonationState.DISPUTED
                    : gift.refunded > 0 ? DonationState.REFUNDED : DonationState.PAID;
            books.put(gift.id, euros(gift.amount), state, euros(gift.paid ? gift.amount : 0), euros(gift.refunded));
        }
    }

    /** True at every moment: what was read adds up to what the bank gets, and each line is there once. */
    private void check() throws SQLException {
        var lines = new HashSet<String>();
        for (KeptPayout each : payouts()) {
            long sum = 0;
            long explained = 0;
            for (KeptLine line : lines(each)) {
                assertTrue(line.id() + " is there once", lines.add(line.id()));
                sum += line.net().getAmountMinorLong();
                explained += line.verdict() == KeptLine.Verdict.EXPLAINED ? line.net().getAmountMinorLong() : 0;
            }
            assertEquals(each.id(), each.explained().getAmountMinorLong(), explained);
            if (each.isRead()) {
                assertEquals(each.id(), each.amount().getAmountMinorLong(), sum);
            }
        }
    }

    /** True in the end: all that the gateway has moved is there, and nothing but what belongs to no gift is unexplained. */
    private void checkAll() throws SQLException {
        assertEquals("payouts", bank.count(), payouts().size());
        var told = new HashSet<String>();
        Set<String> unexplained = new HashSet<>();
        long ofGifts = 0;
        for (KeptPayout each : payouts()) {
            assertTrue(each.id() + " was read", each.isRead());
            for (KeptLine line : lines(each)) {
                told.add(line.id());
                if (line.verdict() != KeptLine.Verdict.EXPLAINED) {
                    unexplained.add(line.id());
                }
                ofGifts += line.donation() == null ? 0 : line.amount().getAmountMinorLong();
            }
        }
        assertEquals(bank.lines(), told);
        assertEquals(bank.strange(), unexplained);
        assertEquals("the books and the bank", books.counted(), ofGifts);
        assertEquals(0, reader.problems().size());
    }

    private List<KeptPayout> payouts() throws SQLException {
        return store.ask(PayoutRows::payout, PayoutRows.PAYOUT);
    }

    private List<KeptLine> lines(KeptPayout payout) throws SQLException {
        return store.ask(PayoutRows::line, PayoutRows.LINE + "WHERE p.id = ?", payout.id());
    }

    static Money euros(long minor) {
        return Money.ofMinor(CurrencyUnit.EUR, minor);
    }
}
