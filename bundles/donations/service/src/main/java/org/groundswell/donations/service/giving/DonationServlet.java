package org.groundswell.donations.service.giving;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.service.brakes.KeptBrakes;
import org.groundswell.donations.service.gateways.Providers;
import org.groundswell.donations.service.protection.Attempts;
import org.groundswell.donations.service.protection.PledgeBudget;
import org.groundswell.donations.service.protection.Screening;
import org.groundswell.donations.service.protection.Visitor;
import org.groundswell.donations.service.waiting.WaitingRoom;
import org.groundswell.edge.api.PublicServlet;
import org.groundswell.kernel.api.ports.Port;
import org.groundswell.pages.api.Pages;
import org.groundswell.payments.api.PaymentMode;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.forms.FormFields;
import org.groundswell.shared.money.AmountLimits;
import org.groundswell.shared.visitors.VisitorLog;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.LoggerFactory;

/** {@code POST /donations}: checks the form, records the pledge, sends the donor to the gateway. */
@Port(port = "donations.form")
@Component(service = Servlet.class, configurationPid = DonationServlet.PID)
@Designate(ocd = DonationServlet.Config.class)
@PublicServlet
@HttpWhiteboardServletPattern("/donations")
public final class DonationServlet extends HttpServlet {
    /** Of the form's settings. */
    static final String PID = "org.groundswell.donations.service";

    private static final long serialVersionUID = 1L;
    private static final Pattern KEY = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** With this field a form is to be paid in a test, or refused: stress tests send it. */
    private static final String TEST = "test";

    private final transient Pages pages;
    private final transient Giving giving;
    private final transient FormCheck check;
    private final transient GatewayLimits limits;
    private final transient DonorPages answers;
    private final transient Declined declined;
    private final transient Refusal refusal;
    private final transient Attempts attempts;
    private final transient Screening screening;
    private final transient PledgeBudget pledges;
    private final transient WaitingRoom room;
    private final transient SignedLinks links;
    private final transient KeptBrakes brakes;
    private final transient Clock clock = Clock.systemUTC();
    private final transient VisitorLog log = new VisitorLog(LoggerFactory.getLogger(DonationServlet.class));

    /** Settings of the donation form. */
    @ObjectClassDefinition(name = "Groundswell donations: form")
    public @interface Config {
        @AttributeDefinition(description = "Currencies with their smallest and largest donation, in whole units: JPY 150 8000000")
        String[] limits() default {"AED 5 200000", "BDT 130 7000000", "BHD 0.5 20000", "BRL 5 300000", "CLP 1000 50000000",
            "CNY 8 400000", "COP 4500 200000000", "CZK 25 1250000", "DKK 10 400000", "EGP 50 2500000", "HKD 10 400000",
            "HUF 400 20000000", "IDR 20000 900000000", "ILS 4 200000", "INR 100 5000000", "ISK 150 7500000", "JOD 1 40000",
            "JPY 150 8000000", "KES 150 7500000", "KRW 1500 80000000", "KWD 0.5 15000", "LKR 350 17000000", "MAD 10 500000",
            "MXN 20 1000000", "MYR 5 250000", "NGN 1700 80000000", "NOK 10 600000", "NPR 150 8000000", "OMR 0.5 20000",
            "PEN 4 200000", "PHP 60 3000000", "PKR 300 16000000", "PLN 5 200000", "QAR 4 200000", "RON 5 250000",
            "RSD 120 6000000", "SAR 4 200000", "SEK 10 600000", "THB 40 2000000", "TND 3 150000", "TRY 50 2500000",
            "TWD 40 1800000", "UAH 50 2500000", "UGX 4000 200000000", "VND 30000 1400000000", "XAF 650 33000000",
            "XOF 650 33000000", "ZAR 20 1000000"};

        @AttributeDefinition(description = "Smallest donation in minor units (cents), of other currencies", min = "1")
        long minimumMinor() default 100;

        @AttributeDefinition(description = "Largest donation in minor units (cents), of other currencies", min = "1", max = "100000000000")
        long maximumMinor() default 5_000_000;
    }

    @Activate
    public DonationServlet(@Reference Pages pages, @Reference Giving giving, @Reference Providers providers,
            @Reference Attempts attempts, @Reference Screening screening, @Reference PledgeBudget pledges,
            @Reference WaitingRoom room, @Reference SignedLinks links, @Reference KeptBrakes brakes, Config config) {
        this.pages = pages;
        this.giving = giving;
        this.attempts = attempts;
        this.screening = screening;
        this.pledges = pledges;
        this.room = room;
        this.links = links;
        this.brakes = brakes;
        this.check = new FormCheck(pages, providers,
                AmountLimits.of(config.limits(), config.minimumMinor(), config.maximumMinor()));
        this.limits = new GatewayLimits(pages, providers);
        this.answers = new DonorPages(pages, providers);
        this.declined = new Declined(pages, answers, brakes);
        this.refusal = new Refusal(pages, answers);
    }

    /** Whoever reloads an answer in its own right, or follows the history of the browser, wants the form. */
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        DonorPages.seeOther(response, "/donate");
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        FormFields input;
        try {
            input = SentForm.of(FormFields.read(request, "message", "address"), pages.site());
        } catch (BadFormException e) {
            response.sendError(e.status());
            return;
        }
        if (input.has("key") && !KEY.matcher(input.get("key")).matches()) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        boolean edited = EditedForm.isWanted(input);
        if (edited) {
            input = EditedForm.of(input, pages.site());
        }
        FormCheck.Checked checked = check.check(input);
        limits.check(checked, input);
        try {
            // A gift that was begun before its campaign ended goes on.
            if (isClosed(checked) && !(input.has("key") && giving.isBegun(input.get("key")))) {
                declined.closed(response, checked, input);
            } else if (edited) {
                answers.form(response, HttpServletResponse.SC_OK, checked, input, onlyOf("campaign", checked.errors()));
            } else if (!checked.errors().isEmpty() && !isOnlyTakenOff(checked, input)) {
                answers.form(response, HttpServletResponse.SC_UNPROCESSABLE_CONTENT, checked, input,
                        checked.errors());
            } else if (input.has(TEST) && !isTest(checked, input)) {
                DonorPages.noTest(response);
            } else if (!input.has("key")) {
                answers.confirmation(response, checked, input.with("key", Screening.newKey()), "");
            } else {
                screen(Visitor.of(request.getRemoteAddr(), checked.donor().email()), response, checked, input);
            }
        } catch (LedgerUnavailableException e) {
            log.error("A donation form could not be recorded: {}", e.getMessage());
            declined.later(response, checked, input, "5", "error.unavailable");
        }
    }

    private static Map<String, String> onlyOf(String field, Map<String, String> errors) {
        return errors.containsKey(field) ? Map.of(field, errors.get(field)) : Map.of();
    }

    private boolean isClosed(FormCheck.Checked checked) {
        return checked.campaign().isClosed(clock.instant());
    }

    private boolean isTest(FormCheck.Checked checked, FormFields input) {
        return giving.mode(input.get("provider"), checked.amount().getCurrencyUnit(), checked.monthly())
                .filter(PaymentMode.TEST::equals).isPresent();
    }

    /** Nothing new is begun with that gateway, and this was begun there before. */
    private boolean isOnlyTakenOff(FormCheck.Checked checked, FormFields input) {
        return checked.errors().keySet().equals(Set.of("provider"))
                && giving.isBegunAt(input.get("key"), input.get("provider"));
    }

    private void screen(Visitor visitor, HttpServletResponse response, FormCheck.Checked checked, FormFields input)
            throws IOException {
        switch (screening.judge(visitor, input, checked.language())) {
            case Screening.Verdict.Welcome _ -> enter(visitor, response, checked, input);
            case Screening.Verdict.Confirm confirm -> answers.confirmation(response, checked,
                    input.with("key", confirm.key()), confirm.challenge());
            case Screening.Verdict.TooManyOpen _ when giving.isBegun(checked.pledge(input.get("key"), clock.instant())) ->
                give(visitor, response, checked, input);
            case Screening.Verdict.TooManyOpen _ -> declined.tooMany(response, checked, input, "error.many");
            case Screening.Verdict.Unfinished _ when giving.isOpenAt(checked.pledge(input.get("key"), clock.instant()), input.get("provider")) ->
                give(visitor, response, checked, input);
            case Screening.Verdict.Unfinished _ -> declined.unfinished(response, checked, input);
            case Screening.Verdict.Wait _ -> declined.tooMany(response, checked, input, "error.attempts");
        }
    }

    /** What keeps new gifts out keeps nobody from a gift that was begun before. */
    private void enter(Visitor visitor, HttpServletResponse response, FormCheck.Checked checked, FormFields input)
            throws IOException {
        boolean paused = brakes.state().paused();
        boolean closed = isClosed(checked);
        if (!paused && !closed && !room.isFull() || giving.isBegun(checked.pledge(input.get("key"), clock.instant()))) {
            give(visitor, response, checked, input);
        } else if (closed) {
            declined.closed(response, checked, input);
        } else if (paused) {
            declined.paused(response, checked, input);
        } else {
            declined.later(response, checked, input, "300", "error.full");
        }
    }

    private void give(Visitor visitor, HttpServletResponse response, FormCheck.Checked checked, FormFields input)
            throws IOException {
        Pledge pledge = checked.pledge(input.get("key"), clock.instant());
        if (!pledges.begin(pledge.id(), visitor) && !giving.isBegun(pledge)) {
            declined.tooMany(response, checked, input, "error.many");
            return;
        }
        switch (begun(pledge, input.get("provider"))) {
            case Giving.Next.Checkout checkout -> {
                attempts.opened(checkout.donation(), visitor);
                answers.onward(response, checkout, checked);
            }
            case Giving.Next.Waiting waiting -> DonorPages.seeOther(response,
                    links.waiting(waiting.donation().pledge().id(), input.get("provider")));
            case Giving.Next.Known known -> DonorPages.seeOther(response, links.result(known.donation()));
            case Giving.Next.Refused no -> refusal.show(response, checked, input, no.about(), isClosed(checked));
            case Giving.Next.NoPayment _ when brakes.state().paused() -> declined.paused(response, checked, input);
            case Giving.Next.NoPayment _ -> declined.later(response, checked, input, "30", "error.provider");
            case Giving.Next.Other other -> declined.other(response, checked, input, other.donation());
        }
    }

    /** Only what this very form has recorded counts towards the budget: not what was there, and not what failed. */
    private Giving.Next begun(Pledge pledge, String provider) {
        boolean recorded = false;
        try {
            Giving.Next next = giving.give(pledge, provider, description(pages, pledge));
            recorded = next.isFor(pledge.id());
            return next;
        } finally {
            if (!recorded) {
                pledges.withdraw(pledge.id());
            }
        }
    }

    /** What the donor reads on the gateway's page. */
    static String description(Pages pages, Pledge pledge) {
        return pages.campaignTitle(pledge.language(), pledge.campaign(), pages.site().name());
    }
}
