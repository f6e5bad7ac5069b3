package org.groundswell.console.gifts;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.api.gifts.GiftBook;
import org.groundswell.donations.api.gifts.Remark;
import org.groundswell.donations.api.gifts.Way;
import org.groundswell.kernel.api.ports.PortUnavailableException;

/**
 * The gifts that a volunteer entered last. Their numbers are in a cookie, so that any node knows them and none keeps them;
 * whose they are is what the book says. Thread-safe.
 */
final class OwnGifts {
    /** How long a volunteer may put right what they entered. */
    static final Duration CORRECTABLE = Duration.ofMinutes(15);
    /** In the reason for which a gift is taken back: from what to what. */
    static final String CORRECTED = " -> ";
    private static final String COOKIE = "groundswell-phone";
    private static final int SHOWN = 5;
    private static final int NUMBER_LENGTH = 36;

    private final Ledger ledger;
    private final GiftBook book;
    private final Clock clock;

    OwnGifts(Ledger ledger, GiftBook book, Clock clock) {
        this.ledger = ledger;
        this.book = book;
        this.clock = clock;
    }

    /** Those that this browser knows and this person entered, the last one first. */
    List<Donation> last(HttpServletRequest request) {
        return numbers(request).map(OwnGifts::number).flatMap(Optional::stream)
                .flatMap(id -> find(request, id).stream()).toList();
    }

    /** The gift with this number, if this person entered it by phone. */
    Optional<Donation> find(HttpServletRequest request, UUID id) {
        return ledger.donation(id).filter(each -> Way.of(each).equals(Optional.of(Way.PHONE)))
                .filter(each -> book.remarks(id).stream().anyMatch(remark -> remark.kind() == Remark.Kind.ENTERED
                        && remark.author().equals(request.getRemoteUser())));
    }

    /** Whether it was entered so lately that whoever did may put it right. */
    boolean isFresh(Donation gift) {
        return gift.pledge().at().plus(CORRECTABLE).isAfter(clock.instant());
    }

    /** Of the gift that stands in the place of this one: however often it is corrected, one comes. */
    static String keyOfReplacement(Donation gift) {
        return "entered for " + gift.pledge().id();
    }

    /** Whether another one was entered in its place. */
    boolean isReplaced(Donation gift) {
        return ledger.byKey(keyOfReplacement(gift)).isPresent();
    }

    /** Whether it was taken back to be corrected, and nothing came in its place yet. */
    boolean isHalfDone(Donation gift) {
        return !gift.counted().isPositive() && !isReplaced(gift) && book.remarks(gift.pledge().id()).stream()
                .anyMatch(each -> each.kind() == Remark.Kind.REFUND && each.words().contains(CORRECTED));
    }

    /** As it stands in the books by now. */
    Donation now(Donation gift) {
        try {
            return ledger.donation(gift.pledge().id()).orElse(gift);
        } catch (LedgerUnavailableException | PortUnavailableException e) {
            return gift;
        }
    }

    /** Has the browser know one more. */
    void add(HttpServletRequest request, HttpServletResponse response, UUID id) {
        String all = String.join(".", Stream.concat(Stream.of(id.toString()), numbers(request)).distinct().limit(SHOWN)
                .toList());
        response.addHeader("Set-Cookie", COOKIE + "=" + all + "; Path=" + PhoneServlet.ADDRESS + "; HttpOnly; SameSite=Strict"
                + (request.isSecure() ? "; Secure" : ""));
    }

    private static Stream<String> numbers(HttpServletRequest request) {
        return Stream.ofNullable(request.getCookies()).flatMap(Arrays::stream)
                .filter(each -> each.getName().equals(COOKIE)).map(Cookie::getValue)
                .filter(each -> each.length() <= SHOWN * (NUMBER_LENGTH + 1)).limit(1)
                .flatMap(each -> Arrays.stream(each.split("\\."))).filter(each -> number(each).isPresent());
    }

    static Optional<UUID> number(String text) {
        try {
            return text.length() == NUMBER_LENGTH ? Optional.of(UUID.fromString(text)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
