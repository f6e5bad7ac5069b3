package org.groundswell.console.gifts;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.groundswell.console.api.AuditLog;
import org.groundswell.donations.api.ChangeOutcome;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.gifts.GiftBook;
import org.groundswell.donations.api.gifts.Remark;
import org.groundswell.donations.api.receipts.ReceiptBook;
import org.groundswell.donations.api.refunds.RefundOutcome;
import org.groundswell.donations.api.refunds.RefundRequest;
import org.groundswell.donations.api.refunds.Refunds;
import org.groundswell.donations.api.search.GiftSearch;
import org.groundswell.shared.addresses.EmailAddress;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.forms.FormFields;
import org.joda.money.Money;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Does what an admin's form asks for, after it stands in the audit log. That never has a donor's data in it: what is
 * personal stands in remarks, which go when the donor is forgotten.
 */
@Component(service = GiftChanges.class)
public final class GiftChanges {
    static final int LONGEST_NAME = 200;
    private static final int LONGEST_ADDRESS = 300;

    private final GiftBook book;
    private final ReceiptBook receipts;
    private final Refunds refunds;
    private final SameDonor donors;
    private final AuditLog audit;
    private final Clock clock;

    /**
     * What came of it.
     *
     * @param done    a key of our texts; null where nothing was done
     * @param status  of the answer where nothing was done
     * @param problem a key of our texts where nothing was done
     * @param with    what the problem's text has in its place: money or words
     */
    record Result(String done, int status, String problem, Object with) {
        static Result done(String key) {
            return new Result(key, HttpServletResponse.SC_SEE_OTHER, null, null);
        }

        static Result problem(int status, String key, Object with) {
            return new Result(null, status, key, with);
        }

        static Result problem(String key) {
            return problem(Page.UNPROCESSABLE, key, "");
        }
    }

    @Activate
    public GiftChanges(@Reference Ledger ledger, @Reference GiftBook book, @Reference ReceiptBook receipts,
            @Reference Refunds refunds, @Reference GiftSearch search, @Reference AuditLog audit) {
        this.book = book;
        this.receipts = receipts;
        this.refunds = refunds;
        this.donors = new SameDonor(ledger, search);
        this.audit = audit;
        this.clock = Clock.systemUTC();
    }

    /** @throws BadFormException if the form asks for nothing that can be done */
    Result make(HttpServletRequest request, Donation gift, FormFields form) throws BadFormException, IOException {
        return switch (form.get("do")) {
            case "refund" -> refund(request, gift, form);
            case "confirm" -> {
                audit.note(request, "gift.refund.confirm", id(gift), "");
                yield result(refunds.confirm(gift.pledge().id()));
            }
            case "correct" -> correct(request, gift, form);
            case "note" -> note(request, gift, form);
            case "receipt" -> receipt(request, gift);
            case "erase" -> erase(request, gift, form);
            default -> throw new BadFormException(400, "do: expected refund, confirm, correct, note, receipt or erase");
        };
    }

    private Result refund(HttpServletRequest request, Donation gift, FormFields form)
            throws BadFormException, IOException {
        boolean full = form.get("how").equals("full");
        Optional<Money> amount = TypedAmount.of(form.get(full ? "left" : "amount"),
                gift.pledge().amount().getCurrencyUnit());
        if (amount.isEmpty()) {
            return Result.problem("problem.amount");
        }
        if (form.isLonger("reason", Remark.LONGEST)) {
            return Result.problem("problem.long");
        }
        RefundRequest wanted;
        try {
            wanted = new RefundRequest(gift.pledge().id(), amount.get(), form.get("reason"), form.get("key"),
                    request.getRemoteUser()).whereLeft(left(gift, form));
        } catch (IllegalArgumentException e) {
            throw new BadFormException(400, e.getMessage());
        }
        if (book.refund(wanted.key()).isEmpty()) {
            audit.note(request, "gift.refund", id(gift), amount.get().toString());
        }
        return result(refunds.refund(wanted));
    }

    /** What could go back when the form was made; null where it does not say. */
    private static Money left(Donation gift, FormFields form) throws BadFormException {
        return !form.has("left") ? null : TypedAmount.of(form.get("left"), gift.pledge().amount().getCurrencyUnit())
                .orElseThrow(() -> new BadFormException(400, "left: expected an amount such as 12.50"));
    }

    private static Result result(RefundOutcome outcome) {
        int conflict = HttpServletResponse.SC_CONFLICT;
        return switch (outcome) {
            case RefundOutcome.Done _ -> Result.done("refunded");
            case RefundOutcome.TooMuch tooMuch -> Result.problem(conflict, "problem.tooMuch", tooMuch.left());
            case RefundOutcome.Stale stale -> Result.problem(conflict, "problem.faster", stale.left());
            case RefundOutcome.Unconfirmed unconfirmed -> Result.problem(conflict, "problem.unconfirmed",
                    unconfirmed.refund().amount());
            case RefundOutcome.Refused refused -> Result.problem(conflict, "problem.refused", refused.why());
            case RefundOutcome.NotReached notReached -> Result.problem(HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                    "problem.notReached", notReached.why());
            case RefundOutcome.ForeignKey _ -> Result.problem(conflict, "problem.form", "");
            case RefundOutcome.Unknown _ -> Result.problem(conflict, "problem.nothingOpen", "");
        };
    }

    private Result correct(HttpServletRequest request, Donation gift, FormFields form)
            throws BadFormException, IOException {
        String email = EmailAddress.cleaned(form.get("email"));
        if (form.isLonger("name", LONGEST_NAME) || form.isLonger("address", LONGEST_ADDRESS)) {
            return Result.problem("problem.long");
        }
        if (!email.isEmpty() && !EmailAddress.isValid(email)) {
            return Result.problem("problem.email");
        }
        Donor before = gift.pledge().donor();
        var donor = new Donor(form.get("name"), email, before.message(), before.anonymous(),
                form.get("address"));
        audit.note(request, "gift.correct", id(gift), "");
        String was = Stream.of(before.name(), before.email(), before.address()).filter(each -> !each.isEmpty())
                .collect(Collectors.joining(", "));
        ChangeOutcome outcome = book.correct(gift.pledge().id(), donor, basis(form),
                new Remark(clock.instant(), request.getRemoteUser(), Remark.Kind.CORRECTED, was));
        return outcome instanceof ChangeOutcome.Stale
                ? Result.problem(HttpServletResponse.SC_CONFLICT, "problem.stale", "") : Result.done("corrected");
    }

    /** The version of the gift that was shown. */
    static long basis(FormFields form) throws BadFormException {
        if (!form.get("basis").matches("[0-9]{1,18}")) {
            throw new BadFormException(400, "basis: expected a number");
        }
        return Long.parseLong(form.get("basis"));
    }

    private Result note(HttpServletRequest request, Donation gift, FormFields form) throws IOException {
        if (!form.has("words") || form.isLonger("words", Remark.LONGEST)) {
            return Result.problem(form.has("words") ? "problem.long" : "problem.empty");
        }
        audit.note(request, "gift.note", id(gift), "");
        book.remark(gift.pledge().id(), remark(request, Remark.Kind.NOTE, form.get("words")));
        return Result.done("noted");
    }

    private Result receipt(HttpServletRequest request, Donation gift) throws IOException {
        audit.note(request, "gift.receipt", id(gift), "");
        if (!receipts.again(gift.pledge().id(), clock.instant())) {
            return Result.problem(HttpServletResponse.SC_CONFLICT, "problem.noReceipt", "");
        }
        book.remark(gift.pledge().id(), remark(request, Remark.Kind.RECEIPT, ""));
        return Result.done("receipt");
    }

    private Result erase(HttpServletRequest request, Donation gift, FormFields form) throws IOException {
        if (!form.get("sure").equals("yes")) {
            return Result.problem("problem.sure");
        }
        boolean isOfAll = form.get("scope").equals("all");
        if (isOfAll && !donors.isComplete()) {
            return Result.problem(HttpServletResponse.SC_SERVICE_UNAVAILABLE, "problem.behind", "");
        }
        Set<UUID> all = isOfAll ? donors.gifts(gift) : Set.of(gift.pledge().id());
        for (UUID each : all) {
            audit.note(request, "gift.erase", each.toString(), "");
            book.erase(each, request.getRemoteUser(), clock.instant());
        }
        return Result.done("erased");
    }

    private Remark remark(HttpServletRequest request, Remark.Kind kind, String words) {
        return new Remark(clock.instant(), request.getRemoteUser(), kind, words);
    }

    private static String id(Donation gift) {
        return gift.pledge().id().toString();
    }
}
