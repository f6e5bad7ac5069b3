package org.groundswell.payments.mollie;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentRefusedException;
import org.groundswell.payments.api.Payout;
import org.groundswell.payments.api.PayoutLine;
import org.groundswell.payments.api.PayoutLinePage;
import org.groundswell.payments.api.PayoutPage;
import org.groundswell.payments.api.UnreadablePayment;
import org.groundswell.payments.api.UnreadablePaymentException;
import org.groundswell.payments.client.Json;
import org.groundswell.payments.client.UnreadableException;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * Mollie's settlements (docs.mollie.com/reference/list-settlements), for which it wants a token of the organisation, and
 * which it has in live mode only. What it keeps is not said for each payment but summed up for each method and month.
 * What came back to the charity, a chargeback that was won or a refund that did not arrive, is in the amount and in no
 * list of Mollie's.
 */
final class MolliePayouts implements AutoCloseable {
    /** The lists of a settlement in the order in which they are read. */
    private static final List<String> LISTS = List.of("payments", "refunds", "chargebacks");
    private static final String COSTS = "costs";
    /** Where Mollie's days begin. */
    private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");

    private final MollieApi api;

    /** @param api with the organisation's token; null where there is none */
    MolliePayouts(MollieApi api) {
        this.api = api;
    }

    boolean areTold() {
        return api != null;
    }

    @Override
    public void close() {
        if (api != null) {
            api.close();
        }
    }

    /** Reads one record of a list. */
    @FunctionalInterface
    private interface Reader<T> {
        T read(JsonObject record);
    }

    PayoutPage page(Instant since, String cursor) throws PaymentException {
        JsonObject page = asked().settlements(cursor);
        var payouts = new ArrayList<Payout>();
        var unreadable = new ArrayList<UnreadablePayment>();
        read(MollieReports.page(page, "settlements"), MolliePayouts::payout, payouts, unreadable);
        boolean ends = !payouts.isEmpty() && payouts.stream().allMatch(each -> each.begun().isBefore(since));
        payouts.removeIf(each -> each.begun().isBefore(since));
        return new PayoutPage(payouts, unreadable, ends ? null : MollieList.next(page));
    }

    /** @param cursor a list, and where in it the page begins */
    PayoutLinePage lines(String settlement, String cursor) throws PaymentException {
        String[] place = (cursor == null ? LISTS.getFirst() : cursor).split(":", 2);
        String list = place[0];
        if (list.equals(COSTS)) {
            return costs(settlement);
        }
        JsonObject page = asked().settled(settlement, list, place.length == 2 ? place[1] : null);
        var lines = new ArrayList<PayoutLine>();
        var unreadable = new ArrayList<UnreadablePayment>();
        read(MollieReports.page(page, list), each -> line(list, each), lines, unreadable);
        String next = MollieList.next(page);
        int following = LISTS.indexOf(list) + 1;
        return new PayoutLinePage(lines, unreadable, next != null ? list + ":" + next
                : following < LISTS.size() ? LISTS.get(following) : COSTS);
    }

    private MollieApi asked() throws PaymentRefusedException {
        if (api == null) {
            throw new PaymentRefusedException("Mollie says what it pays out only to a token of the organisation: setting"
                    + " organizationToken");
        }
        return api;
    }

    private static <T> void read(List<JsonElement> records, Reader<T> reader, List<T> read,
            List<UnreadablePayment> unreadable) throws PaymentException {
        for (JsonElement each : records) {
            try {
                read.add(Json.reading(each, reader::read));
            } catch (UnreadablePaymentException e) {
                unreadable.add(new UnreadablePayment(Json.idOf(each).orElse(null), e.getMessage()));
            }
        }
    }

    private static Payout payout(JsonObject settlement) {
        String status = Json.needed(settlement, "status");
        return new Payout(Json.id(settlement), switch (status) {
            case "open", "pending" -> Payout.Status.UNDERWAY;
            case "paidout" -> Payout.Status.PAID;
            case "failed" -> Payout.Status.FAILED;
            default -> throw new UnreadableException("field status is " + status + ", which nobody knows");
        }, MollieAmount.neededMoney(settlement, "amount"), Json.neededDate(settlement, "createdAt"),
                Json.date(settlement, "settledAt").map(each -> LocalDate.ofInstant(each, ZONE)).orElse(null),
                Json.line(Json.text(settlement, "reference").orElse("")));
    }

    private static PayoutLine line(String list, JsonObject moved) {
        boolean gift = list.equals("payments");
        PayoutLine.Kind kind = gift ? PayoutLine.Kind.GIFT
                : list.equals("refunds") ? PayoutLine.Kind.REFUND : PayoutLine.Kind.DISPUTE;
        Money given = signed(MollieAmount.neededMoney(moved, "amount"), gift);
        // Mollie takes this field away in 2027; it only differs where the donor has another currency.
        Money amount = MollieAmount.money(moved, "settlementAmount").map(each -> signed(each, gift)).orElse(given);
        String payment = gift ? Json.id(moved) : Json.line(Json.needed(moved, "paymentId"));
        Optional<UUID> donation = Json.object(moved, "metadata").flatMap(each -> Json.uuid(each, "donation"));
        boolean renewal = Json.text(moved, "subscriptionId").isPresent();
        return new PayoutLine(Json.id(moved), kind, amount, Money.zero(amount.getCurrencyUnit()), given, payment,
                gift && !renewal ? donation.orElse(null) : null, Json.line(Json.text(moved, "resource").orElse(list)),
                MollieReports.begun(moved));
    }

    private static Money signed(Money money, boolean comes) {
        return comes ? money : money.abs().negated();
    }

    private PayoutLinePage costs(String id) throws PaymentException {
        JsonObject settlement = asked().settlement(id)
                .orElseThrow(() -> new PaymentException("Mollie knows no settlement " + Json.line(id)));
        try {
            return new PayoutLinePage(Json.reading(settlement, MolliePayouts::costs), List.of(), null);
        } catch (UnreadablePaymentException e) {
            return new PayoutLinePage(List.of(), List.of(new UnreadablePayment(id, e.getMessage())), null);
        }
    }

    /** Costs have parts of a cent; the settlement has their sum, rounded once. */
    private static List<PayoutLine> costs(JsonObject settlement) {
        var lines = new ArrayList<PayoutLine>();
        BigDecimal exact = BigDecimal.ZERO;
        BigDecimal said = BigDecimal.ZERO;
        Instant at = MollieReports.begun(settlement);
        for (Map.Entry<String, JsonObject> each : costsByMonth(settlement)) {
            JsonObject gross = Json.object(each.getValue(), "amountGross")
                    .orElseThrow(() -> new UnreadableException("field amountGross is missing"));
            CurrencyUnit currency = CurrencyUnit.of(Json.needed(gross, "currency"));
            exact = exact.add(Json.neededDecimal(gross, "value"));
            BigDecimal now = exact.setScale(currency.getDecimalPlaces(), RoundingMode.HALF_UP);
            Money cost = Money.of(currency, said.subtract(now), RoundingMode.UNNECESSARY);
            said = now;
            lines.add(new PayoutLine(Json.id(settlement) + ":" + lines.size(), PayoutLine.Kind.FEE, cost,
                    Money.zero(currency), cost, null, null, Json.line(each.getKey() + " "
                            + Json.text(each.getValue(), "description").orElse("")), at));
        }
        return lines;
    }

    private static List<Map.Entry<String, JsonObject>> costsByMonth(JsonObject settlement) {
        var found = new ArrayList<Map.Entry<String, JsonObject>>();
        JsonObject years = Json.object(settlement, "periods").orElseGet(JsonObject::new);
        for (String year : years.keySet()) {
            JsonObject months = Json.object(years, year).orElseGet(JsonObject::new);
            for (String month : months.keySet()) {
                Json.object(months, month).stream().flatMap(each -> Json.list(each, COSTS).stream())
                        .forEach(cost -> found.add(Map.entry(year + "-" + month, cost)));
            }
        }
        return found;
    }
}
