package org.groundswell.donations.payouts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.payouts.KeptLine;
import org.groundswell.donations.api.payouts.KeptLine.Kind;
import org.groundswell.donations.api.payouts.KeptLine.Verdict;
import org.joda.money.Money;

/**
 * Lays all lines of one gift, of all payouts, beside the gift. What counts is their sum for each kind: a refund that
 * failed, or a dispute that was won, comes in a later payout than what it takes back. Where the sum is not what the ledger
 * has, the latest lines stand out that make it so.
 */
final class Judgement {
    private final Donation gift;
    private final Map<Long, Verdict> verdicts = new HashMap<>();

    private Judgement(Donation gift) {
        this.gift = gift;
    }

    /**
     * @param lines of this gift and one gateway, oldest first
     * @return the verdict on each, by its number
     */
    static Map<Long, Verdict> of(Donation gift, List<KeptLine> lines) {
        var judgement = new Judgement(gift);
        long settled = gift.settled().getAmountMinorLong();
        boolean disputed = gift.state() == DonationState.DISPUTED;
        List<KeptLine> gifts = judgement.ofKind(Kind.GIFT, lines);
        judgement.judge(gifts, settled, settled, gifts.size() > 1 ? Verdict.TWICE : Verdict.AMOUNT);
        judgement.judgeFee(gifts);
        judgement.judge(judgement.ofKind(Kind.REFUND, lines), -gift.refunded().getAmountMinorLong(), 0, Verdict.REFUND);
        judgement.judge(judgement.ofKind(Kind.DISPUTE, lines), disputed ? -settled : 0, disputed ? -1 : 0,
                Verdict.DISPUTE);
        return judgement.verdicts;
    }

    /** Lines in another currency than the gift cannot be added to the others. */
    private List<KeptLine> ofKind(Kind kind, List<KeptLine> lines) {
        var found = new ArrayList<KeptLine>();
        for (KeptLine each : lines) {
            if (each.kind() == kind && each.given().getCurrencyUnit().equals(gift.settled().getCurrencyUnit())) {
                found.add(each);
            } else if (each.kind() == kind) {
                verdicts.put(each.number(), Verdict.CURRENCY);
            }
        }
        return found;
    }

    /** @param lowest of what the sum may be, in minor units, to {@code highest} */
    private void judge(List<KeptLine> lines, long lowest, long highest, Verdict otherwise) {
        long sum = lines.stream().mapToLong(each -> each.given().getAmountMinorLong()).sum();
        for (KeptLine each : lines.reversed()) {
            long given = each.given().getAmountMinorLong();
            boolean stands = sum > highest && given > 0 || sum < lowest && given < 0;
            verdicts.put(each.number(), stands ? otherwise : Verdict.EXPLAINED);
            sum -= stands ? given : 0;
        }
        if (sum < lowest || sum > highest) {
            // Too little, or without the latest too little: then none of them is what the ledger has.
            Verdict all = otherwise == Verdict.TWICE ? Verdict.AMOUNT : otherwise;
            lines.forEach(each -> verdicts.put(each.number(), all));
        }
    }

    /** The ledger has the fee of a gift as the gateway has told it, in whatever currency, or does not have it. */
    private void judgeFee(List<KeptLine> gifts) {
        Money fee = gift.fee();
        List<KeptLine> explained = gifts.stream()
                .filter(each -> verdicts.get(each.number()) == Verdict.EXPLAINED).toList();
        if (fee == null || explained.size() != 1
                || !fee.getCurrencyUnit().equals(explained.getFirst().fee().getCurrencyUnit())) {
            return;
        }
        KeptLine only = explained.getFirst();
        if (!Objects.equals(fee, only.fee())) {
            verdicts.put(only.number(), Verdict.FEE);
        }
    }
}
