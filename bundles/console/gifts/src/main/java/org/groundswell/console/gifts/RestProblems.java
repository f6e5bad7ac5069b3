package org.groundswell.console.gifts;

import java.io.IOException;
import java.util.Locale;
import org.groundswell.console.api.rest.RestProblemException;
import org.groundswell.console.api.rest.Route;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.kernel.api.ports.PortUnavailableException;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.money.MoneyText;
import org.joda.money.Money;

/** What the pages say in words, for programs. */
final class RestProblems {

    private RestProblems() {
    }

    /** Does what a page does, which may find a form wrong. */
    @FunctionalInterface
    interface Doing<T> {
        T done() throws BadFormException, IOException;
    }

    static <T> T checked(Doing<T> doing) throws IOException {
        try {
            return doing.done();
        } catch (BadFormException e) {
            throw new RestProblemException(e.status(), "bad-fields", e.getMessage());
        }
    }

    /** A handler for which the ledger may be away. */
    static Route.Handler guarded(Route.Handler handler) {
        return call -> {
            try {
                return handler.answer(call);
            } catch (LedgerUnavailableException | PortUnavailableException e) {
                throw new RestProblemException(503, "away", "The books cannot be reached now. Ask again, with the same key.");
            }
        };
    }

    /** @param key of the text that the page would show */
    static RestProblemException of(int status, String key, Object with) {
        String kind = key.replaceFirst("^problem\\.", "");
        return new RestProblemException(kind.equals("stale") ? 412 : status,
                kind.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT), switch (kind) {
                    case "amount" -> "That is no amount of this currency: digits, and a point before cents, such as 12.50.";
                    case "tooMuch" -> "There is not so much to give back: " + money(with) + " are left. Nothing was refunded.";
                    case "faster" -> "Somebody gave some of it back meanwhile: " + money(with)
                            + " are left. Read it again; nothing was refunded.";
                    case "unconfirmed" -> "The gateway has not confirmed the refund of " + money(with)
                            + ". Ask it by a POST to refunds/confirmation; nothing goes back twice.";
                    case "refused" -> "The gateway does not give it back: " + with;
                    case "notReached" -> "The gateway cannot be asked now, and nothing was refunded: " + with;
                    case "form" -> "This Idempotency-Key was used for something else. Nothing was done.";
                    case "nothingOpen" -> "There is nothing left to confirm.";
                    case "long" -> "That is too long: a name has 200 letters at most, an address 300, other texts 2,000.";
                    case "email" -> "Mail cannot be sent to this address. Nothing was changed.";
                    case "stale" -> "Somebody changed this gift meanwhile. Read it again; nothing of yours was kept.";
                    case "empty" -> "There is no text.";
                    case "real" -> "The site takes real money by now, and this was marked as a test. Nothing was entered.";
                    case "sure" -> "It was not said that the donor asked for it. Nothing was erased.";
                    case "behind" -> "The search has not read all gifts yet, and some of this address would keep their donor."
                            + " Nothing was erased: ask again in a few minutes, or for this gift.";
                    case "noReceipt" -> "No receipt can be sent: there is no address, or no money that counts.";
                    default -> "It was not done.";
                });
    }

    private static String money(Object amount) {
        return amount instanceof Money money ? money.getCurrencyUnit().getCode() + " " + MoneyText.plain(money)
                : String.valueOf(amount);
    }
}
