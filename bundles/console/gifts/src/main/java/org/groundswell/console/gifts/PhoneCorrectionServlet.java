package org.groundswell.console.gifts;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.groundswell.console.api.AdminPages;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.console.api.AuditLog;
import org.groundswell.donations.api.ChangeOutcome;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.api.PledgeOutcome;
import org.groundswell.donations.api.gifts.GiftBook;
import org.groundswell.donations.api.gifts.Remark;
import org.groundswell.donations.api.gifts.Way;
import org.groundswell.donations.api.refunds.RefundOutcome;
import org.groundswell.donations.api.refunds.RefundRequest;
import org.groundswell.donations.api.refunds.Refunds;
import org.groundswell.kernel.api.ports.PortUnavailableException;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.forms.FormFields;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A volunteer puts right what they entered a moment ago. The book never changes: a wrong amount or campaign is taken back
 * and entered anew, in this order, so that the total is never too high.
 */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = "phone")
@HttpWhiteboardServletPattern(PhoneServlet.PATTERN + "/correct")
public final class PhoneCorrectionServlet extends Page {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(PhoneCorrectionServlet.class);
    private static final String HALF_DONE = "phone.problem.half";
    private static final String RETRY_SECONDS = "5";

    private final transient AdminPages pages;
    private final transient GiftBook book;
    private final transient Refunds refunds;
    private final transient PhoneFields fields;
    private final transient AuditLog audit;
    private final transient Entering entering;
    private final transient OwnGifts own;
    private final transient Clock clock;

    @Activate
    public PhoneCorrectionServlet(@Reference AdminPages pages, @Reference Ledger ledger, @Reference GiftBook book,
            @Reference Refunds refunds, @Reference Choices choices, @Reference AuditLog audit,
            @Reference Entering entering) {
        this(pages, ledger, book, refunds, choices, audit, entering, Clock.systemUTC());
    }

    PhoneCorrectionServlet(AdminPages pages, Ledger ledger, GiftBook book, Refunds refunds, Choices choices,
            AuditLog audit, Entering entering, Clock clock) {
        this.pages = pages;
        this.book = book;
        this.refunds = refunds;
        this.fields = new PhoneFields(choices, ledger);
        this.audit = audit;
        this.entering = entering;
        this.own = new OwnGifts(ledger, book, clock);
        this.clock = clock;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(response, () -> {
            Optional<Donation> gift = gift(request, FormFields.query(request));
            if (gift.isEmpty()) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
                return;
            }
            show(request, response, gift.get(), PhoneFields.of(gift.get(), language(request)), Map.of());
        });
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(response, () -> {
            FormFields form = FormFields.read(request);
            Optional<Donation> found = gift(request, form);
            if (found.isEmpty()) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
                return;
            }
            Donation gift = found.get();
            if (!own.isFresh(gift)) {
                refuse(request, response, gift, form, "phone.problem.late");
                return;
            }
            switch (form.get("do")) {
                case "back" -> finish(request, response, gift, form, "back",
                        own.isReplaced(gift) ? "problem.stale" : takeBack(request, gift, ""));
                case "save" -> save(request, response, gift, form);
                default -> throw new BadFormException(400, "do: expected save or back");
            }
        });
    }

    private void save(HttpServletRequest request, HttpServletResponse response, Donation gift, FormFields form)
            throws BadFormException, IOException {
        // Who corrects has the amount before their eyes: it is not asked for once more.
        switch (TypedGift.read(form, fields.choices(), language(request), Integer.MAX_VALUE)) {
            case TypedGift.Wrong wrong -> {
                response.setStatus(UNPROCESSABLE);
                show(request, response, gift, form.values(), PhoneFields.problem(wrong));
            }
            case TypedGift.Right right -> {
                boolean isSameMoney = right.amount().equals(gift.pledge().amount())
                        && right.campaign().id().equals(gift.pledge().campaign());
                String problem = isSameMoney ? correct(request, response, gift, right.donor(), GiftChanges.basis(form))
                        : enterAnew(request, response, gift, right);
                finish(request, response, gift, form, "corrected", problem);
            }
        }
    }

    /** @param problem the key of what is wrong, or an empty text */
    private void finish(HttpServletRequest request, HttpServletResponse response, Donation gift, FormFields form,
            String done, String problem) throws IOException {
        if (problem.isEmpty()) {
            see(response, PhoneServlet.ADDRESS + "?done=" + done);
        } else {
            refuse(request, response, gift, form, problem);
        }
    }

    /** @return the key of what is wrong, or an empty text */
    private String correct(HttpServletRequest request, HttpServletResponse response, Donation gift, Donor typed,
            long basis) throws IOException {
        Donor before = gift.pledge().donor();
        var donor = new Donor(typed.name(), typed.email(), before.message(), typed.anonymous(), before.address());
        audit.note(request, "gift.correct", gift.pledge().id().toString(), "");
        String was = Stream.of(before.name(), before.email()).filter(each -> !each.isEmpty())
                .collect(Collectors.joining(", "));
        ChangeOutcome outcome = book.correct(gift.pledge().id(), donor, basis,
                new Remark(clock.instant(), request.getRemoteUser(), Remark.Kind.CORRECTED, was));
        return outcome instanceof ChangeOutcome.Stale ? "problem.stale" : known(request, response, gift);
    }

    /**
     * The gift that stands for another has a key that follows from the other's number: however often and from wherever it
     * is corrected, one comes in its place.
     */
    private String enterAnew(HttpServletRequest request, HttpServletResponse response, Donation gift,
            TypedGift.Right right) throws IOException {
        String problem = takeBack(request, gift, gift.pledge().amount() + OwnGifts.CORRECTED + right.amount());
        if (!problem.isEmpty()) {
            return problem;
        }
        var pledge = new Pledge(UuidCreator.getTimeOrderedEpoch(), OwnGifts.keyOfReplacement(gift),
                right.campaign().id(), right.amount(), right.donor(), right.language(), clock.instant())
                .asTest(gift.pledge().test());
        try {
            return entered(request, response, pledge, right);
        } catch (IOException | LedgerUnavailableException | PortUnavailableException e) {
            LOG.error("Donation {} was taken back, and nothing could be entered in its place: {}", gift.pledge().id(),
                    e.getMessage());
            return HALF_DONE;
        }
    }

    private String entered(HttpServletRequest request, HttpServletResponse response, Pledge pledge,
            TypedGift.Right right) throws IOException {
        return switch (entering.enter(request, pledge, Way.PHONE, right.words())) {
            case PledgeOutcome.Recorded recorded -> known(request, response, recorded.donation());
            case PledgeOutcome.Repeated repeated -> known(request, response, repeated.donation());
            case PledgeOutcome.ForeignKey _ -> "problem.stale";
        };
    }

    private String known(HttpServletRequest request, HttpServletResponse response, Donation gift) {
        own.add(request, response, gift.pledge().id());
        return "";
    }

    private String takeBack(HttpServletRequest request, Donation gift, String reason) throws IOException {
        String id = gift.pledge().id().toString();
        String key = "phone-" + id;
        if (book.refund(key).isEmpty()) {
            audit.note(request, "gift.refund", id, gift.pledge().amount().toString());
        }
        RefundOutcome outcome = refunds.refund(new RefundRequest(gift.pledge().id(), gift.pledge().amount(), reason, key,
                request.getRemoteUser()));
        return outcome instanceof RefundOutcome.Done ? "" : "problem.stale";
    }

    private Optional<Donation> gift(HttpServletRequest request, FormFields sent) {
        return OwnGifts.number(sent.get("id")).flatMap(id -> own.find(request, id));
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, Donation gift, FormFields form,
            String problem) throws IOException {
        boolean isHalfDone = problem.equals(HALF_DONE);
        response.setStatus(isHalfDone ? HttpServletResponse.SC_SERVICE_UNAVAILABLE : HttpServletResponse.SC_CONFLICT);
        if (isHalfDone) {
            response.setHeader("Retry-After", RETRY_SECONDS);
        }
        show(request, response, isHalfDone ? own.now(gift) : gift, form.values(),
                PhoneFields.problem(new TypedGift.Wrong(problem, null)));
    }

    private void show(HttpServletRequest request, HttpServletResponse response, Donation gift, Map<String, String> typed,
            Map<String, Object> more) throws IOException {
        var values = new HashMap<String, Object>(more);
        values.putAll(fields.values(typed, language(request)));
        values.put("gift", GiftValues.of(gift));
        values.put("isFresh", own.isFresh(gift));
        values.put("isHalfDone", HALF_DONE.equals(more.get("problem")) || own.isHalfDone(gift));
        values.put("mayBeTest", false);
        pages.show(request, response, PhoneCorrectionServlet.class, "phone-correct.ftlh", values);
    }

    private String language(HttpServletRequest request) {
        return pages.language(request).toLanguageTag();
    }
}
