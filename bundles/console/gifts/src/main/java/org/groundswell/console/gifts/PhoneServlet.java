package org.groundswell.console.gifts;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.groundswell.console.api.AdminPages;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.api.PledgeOutcome;
import org.groundswell.donations.api.gifts.GiftBook;
import org.groundswell.donations.api.gifts.Way;
import org.groundswell.kernel.api.ports.PortUnavailableException;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.forms.FormFields;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The phone room: a form for gifts, and the next one at once. Nothing of a volunteer is kept on the node, and what was
 * typed comes back with the form where it cannot be entered.
 */
@Component(service = Servlet.class, configurationPid = "org.groundswell.console.phone")
@Designate(ocd = PhoneServlet.Config.class)
@AdminServlet(org_groundswell_admin_roles = "phone", org_groundswell_admin_menu = "menu.phone",
        org_groundswell_admin_order = 15)
@HttpWhiteboardServletPattern(PhoneServlet.PATTERN)
public final class PhoneServlet extends Page {
    static final String PATTERN = "/phone";
    static final String ADDRESS = "/admin" + PATTERN;
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(PhoneServlet.class);
    private static final Set<String> DONE = Set.of("entered", "corrected", "back");
    private static final String RETRY_SECONDS = "5";

    private final transient AdminPages pages;
    private final transient Ledger ledger;
    private final transient PhoneFields fields;
    private final transient Entering entering;
    private final transient OwnGifts own;
    private final transient Clock clock = Clock.systemUTC();
    private final long askFrom;

    /** Settings of the phone room. */
    @ObjectClassDefinition(name = "Groundswell console: phone room")
    public @interface Config {
        @AttributeDefinition(description = "From this amount on, in whole units of the campaign's currency, a volunteer"
                + " confirms what was typed before it counts", min = "1", max = "1000000000")
        long askFrom() default 5_000;
    }

    @Activate
    public PhoneServlet(@Reference AdminPages pages, @Reference Ledger ledger, @Reference GiftBook book,
            @Reference Choices choices, @Reference Entering entering, Config config) {
        this.pages = pages;
        this.ledger = ledger;
        this.fields = new PhoneFields(choices, ledger);
        this.entering = entering;
        this.own = new OwnGifts(ledger, book, clock);
        this.askFrom = config.askFrom();
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(response, () -> {
            String done = FormFields.query(request).get("done");
            var values = new HashMap<String, Object>();
            List<Donation> last = own.last(request);
            if (DONE.contains(done) && !last.isEmpty()) {
                values.put("done", done);
            }
            show(request, response, fields.fresh(last, language(request)), last, values);
        });
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(response, () -> {
            FormFields form = FormFields.read(request);
            if (!form.get("key").matches(Entering.KEY)) {
                throw new BadFormException(400, "key: expected the one that the form has");
            }
            try {
                if (form.get("test").equals("yes") && !PhoneFields.showsTests(fields.choices(), ledger)) {
                    // A form from the rehearsal, or from before the first real gift: whether this one is real, they know.
                    response.setStatus(UNPROCESSABLE);
                    again(request, response, form.with("test", ""), new TypedGift.Wrong("problem.real", null));
                    return;
                }
                switch (TypedGift.read(form, fields.choices(), language(request), askFrom)) {
                    case TypedGift.Right gift -> enter(request, response, form, gift);
                    case TypedGift.Wrong wrong -> {
                        response.setStatus(UNPROCESSABLE);
                        again(request, response, form, wrong);
                    }
                }
            } catch (LedgerUnavailableException | PortUnavailableException e) {
                away(request, response, form);
            }
        });
    }

    private void away(HttpServletRequest request, HttpServletResponse response, FormFields form) throws IOException {
        response.setHeader("Retry-After", RETRY_SECONDS);
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        again(request, response, form, new TypedGift.Wrong("phone.problem.away", null));
    }

    /** The same form always means the same gift, whatever is clicked. */
    private void enter(HttpServletRequest request, HttpServletResponse response, FormFields form, TypedGift.Right gift)
            throws IOException {
        var pledge = new Pledge(UuidCreator.getTimeOrderedEpoch(), "entered " + form.get("key"), gift.campaign().id(),
                gift.amount(), gift.donor(), gift.language(), clock.instant()).asTest(form.get("test").equals("yes"));
        PledgeOutcome outcome;
        try {
            outcome = entering.enter(request, pledge, Way.PHONE, gift.words());
        } catch (IOException e) {
            // What the log cannot keep does not happen; what was typed is not lost for that.
            LOG.error("The audit log cannot be written: {}", e.getMessage());
            away(request, response, form);
            return;
        }
        switch (outcome) {
            case PledgeOutcome.Recorded recorded -> entered(request, response, recorded.donation());
            case PledgeOutcome.Repeated repeated -> entered(request, response, repeated.donation());
            case PledgeOutcome.ForeignKey _ -> {
                response.setStatus(HttpServletResponse.SC_CONFLICT);
                again(request, response, form.with("key", UUID.randomUUID().toString()),
                        new TypedGift.Wrong("phone.problem.form", null));
            }
        }
    }

    private void entered(HttpServletRequest request, HttpServletResponse response, Donation gift) {
        own.add(request, response, gift.pledge().id());
        see(response, ADDRESS + "?done=entered");
    }

    private void again(HttpServletRequest request, HttpServletResponse response, FormFields form, TypedGift.Wrong wrong)
            throws IOException {
        show(request, response, form.values(), List.of(), PhoneFields.problem(wrong));
    }

    private void show(HttpServletRequest request, HttpServletResponse response, Map<String, String> typed,
            List<Donation> last, Map<String, Object> values) throws IOException {
        values.putAll(fields.values(typed, language(request)));
        values.put("gifts", last.stream().map(each -> {
            Map<String, Object> shown = GiftValues.of(each);
            shown.put("mayCorrect", own.isFresh(each) && (each.counted().isPositive() || own.isHalfDone(each)));
            return shown;
        }).toList());
        pages.show(request, response, PhoneServlet.class, "phone.ftlh", values);
    }

    private String language(HttpServletRequest request) {
        return pages.language(request).toLanguageTag();
    }
}
