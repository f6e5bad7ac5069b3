package org.groundswell.donations.payouts;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.groundswell.donations.api.Cause;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.EntryPage;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.Pledge;
import org.joda.money.Money;

/** As much of a ledger as payouts are laid beside, in memory. */
final class SimulatedBooks {
    static final String PROVIDER = "model";
    private static final Instant AT = ModelGateways.DAY;

    private final Map<UUID, Donation> gifts = new HashMap<>();
    private final Map<String, UUID> byPayment = new HashMap<>();
    private final List<Entry> entries = new ArrayList<>();

    Ledger ledger() {
        return (Ledger) Proxy.newProxyInstance(Ledger.class.getClassLoader(), new Class<?>[] {Ledger.class},
                (_, called, arguments) -> switch (called.getName()) {
                    case "donation" -> Optional.ofNullable(gifts.get(arguments[0]));
                    case "byPayment" -> Optional.ofNullable(byPayment.get(arguments[1])).map(gifts::get)
                            .filter(_ -> PROVIDER.equals(arguments[0]));
                    case "position" -> "p" + entries.size();
                    case "entriesAfter" -> after((String) arguments[0], (int) arguments[1]);
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }

    private EntryPage after(String position, int limit) {
        int from = Integer.parseInt(position.substring(1));
        int to = Math.min(entries.size(), from + limit);
        return new EntryPage(entries.subList(from, to), "p" + to);
    }

    void put(UUID id, Money amount, DonationState state, Money settled, Money refunded) {
        var pledge = new Pledge(id, "key " + id, "flood", amount, new Donor("", "", "", false), "en", AT);
        String payment = "pay-" + id;
        var gift = new Donation(pledge, state, new Donation.Payment(PROVIDER, payment, null), settled, refunded, null, AT,
                entries.size() + 1L);
        if (!Objects.equals(gifts.put(id, gift), gift)) {
            byPayment.put(payment, id);
            entries.add(new Entry(entries.size() + 1L, id, "flood", state, gift.counted(), 0, Cause.WEBHOOK, AT));
        }
    }

    /** What counts altogether, in minor units. */
    long counted() {
        return gifts.values().stream().mapToLong(each -> each.counted().getAmountMinorLong()).sum();
    }
}
