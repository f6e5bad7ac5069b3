package org.groundswell.console.gifts;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.gifts.Way;
import org.groundswell.shared.money.MoneyText;
import org.joda.money.Money;

/**
 * A gift for programs. Amounts are texts with a point, in the gift's currency.
 *
 * @param counted what counts towards the campaign
 * @param way     a gateway's name, or how the gift came without one
 * @param payment the gateway's number
 * @param renews  the first gift of a monthly one
 * @param tag     for {@code If-Match}
 */
record GiftJson(String id, Instant at, String state, String currency, String amount, String counted, String refunded,
        Optional<String> fee, Optional<String> feeCurrency, String campaign, Optional<String> way, Optional<String> payment,
        String name, String email, String address, String message, boolean anonymous, String language, boolean monthly,
        Optional<String> renews, boolean test, String tag) {

    static GiftJson of(Donation gift) {
        var pledge = gift.pledge();
        var donor = pledge.donor();
        Optional<Donation.Payment> payment = Optional.ofNullable(gift.payment());
        Optional<Money> fee = Optional.ofNullable(gift.fee());
        return new GiftJson(pledge.id().toString(), pledge.at(), gift.state().name(),
                pledge.amount().getCurrencyUnit().getCode(), MoneyText.plain(pledge.amount()),
                MoneyText.plain(gift.counted()), MoneyText.plain(gift.refunded()), fee.map(MoneyText::plain),
                fee.map(each -> each.getCurrencyUnit().getCode()), pledge.campaign(),
                payment.map(Donation.Payment::provider),
                payment.filter(each -> Way.of(gift).isEmpty()).map(Donation.Payment::paymentId), donor.name(),
                donor.email(), donor.address(), donor.message(), donor.anonymous(), pledge.language(), pledge.monthly(),
                Optional.ofNullable(pledge.renews()).map(Object::toString), pledge.test(), Long.toString(gift.version()));
    }

    /**
     * A page of the list.
     *
     * @param next  the {@code before} of the next page
     * @param count how many there are; 1001 for more than a thousand
     */
    record Page(List<GiftJson> gifts, Optional<String> next, Optional<Integer> count, boolean behind) {
        static Page of(Listing listing) {
            return new Page(listing.gifts().stream().map(GiftJson::of).toList(),
                    Optional.of(listing.next()).filter(each -> !each.isEmpty()),
                    listing.count().isPresent() ? Optional.of(listing.count().getAsInt()) : Optional.empty(),
                    listing.behind());
        }
    }

    /**
     * A gift and what happened to it, the oldest first.
     *
     * @param open the amount of a refund that the gateway has not confirmed
     */
    record WithStory(GiftJson gift, Optional<String> receipt, Optional<String> open, List<Event> story) {
    }

    /** What happened. */
    record Event(Instant at, String what, Optional<String> state, Optional<String> raised, Optional<String> author,
            Optional<String> words) {

        static Event of(Map<String, Object> line) {
            return new Event((Instant) line.get("at"), ((String) line.get("key")).replaceFirst("^story\\.", ""),
                    text(line, "state"), Optional.ofNullable((Money) line.get("money")).map(MoneyText::plain),
                    text(line, "author"), text(line, "words"));
        }

        private static Optional<String> text(Map<String, Object> line, String name) {
            return Optional.ofNullable((String) line.get(name)).filter(each -> !each.isEmpty());
        }
    }
}
