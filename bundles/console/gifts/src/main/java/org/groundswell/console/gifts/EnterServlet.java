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
import java.util.UUID;
import java.util.stream.Collectors;
import org.groundswell.console.api.AdminPages;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.console.api.AuditLog;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.api.PledgeOutcome;
import org.groundswell.donations.api.gifts.GiftBook;
import org.groundswell.donations.api.gifts.Remark;
import org.groundswell.donations.api.gifts.Way;
import org.groundswell.pages.api.Campaign;
import org.groundswell.shared.addresses.EmailAddress;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.forms.FormFields;
import org.joda.money.Money;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** A gift that came by bank, by phone or in cash is entered by hand. */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = "finance")
@HttpWhiteboardServletPattern("/gifts/new")
public final class EnterServlet extends Page {
    private static final long serialVersionUID = 1L;
    private static final String KEY = "[A-Za-z0-9-]{16,64}";

    private final transient AdminPages pages;
    private final transient Ledger ledger;
    private final transient GiftBook book;
    private final transient Choices choices;
    private final transient AuditLog audit;
    private final transient Clock clock = Clock.systemUTC();

    @Activate
    public EnterServlet(@Reference AdminPages pages, @Reference Ledger ledger, @Reference GiftBook book,
            @Reference Choices choices, @Reference AuditLog audit) {
        this.pages = pages;
        this.ledger = ledger;
        this.book = book;
        this.choices = choices;
        this.audit = audit;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        show(request, response, Map.of(), "");
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(response, () -> {
            FormFields form = FormFields.read(request, "words");
            Optional<Campaign> campaign = choices.campaign(form.get("campaign"));
            Optional<Way> way = Way.of(form.get("way"));
            if (campaign.isEmpty() || way.isEmpty() || !form.get("key").matches(KEY)) {
                throw new BadFormException(400, "campaign, way and key: expected those that the form has");
            }
            Optional<Money> amount = TypedAmount.of(form.get("amount"), campaign.get().goal().getCurrencyUnit());
            String email = EmailAddress.cleaned(form.get("email"));
            String problem = amount.isEmpty() ? "problem.amount"
                    : !email.isEmpty() && !EmailAddress.isValid(email) ? "problem.email"
                    : form.isLonger("name", GiftChanges.LONGEST_NAME) || form.isLonger("words", Remark.LONGEST)
                            ? "problem.long"
                    : form.get("test").equals("yes") && !PhoneFields.showsTests(choices, ledger) ? "problem.real" : "";
            if (problem.isEmpty()) {
                enter(request, response, form, pledge(request, form, campaign.get(), amount.get(), email), way.get());
            } else {
                response.setStatus(UNPROCESSABLE);
                show(request, response, form.values(), problem);
            }
        });
    }

    /** The same form always means the same gift, whatever is clicked. */
    private void enter(HttpServletRequest request, HttpServletResponse response, FormFields form, Pledge pledge, Way way)
            throws IOException {
        audit.note(request, "gift.enter", pledge.id().toString(), pledge.amount() + ", " + way.provider());
        var remark = new Remark(pledge.at(), request.getRemoteUser(), Remark.Kind.ENTERED, form.get("words"));
        switch (book.enter(pledge, way, remark)) {
            case PledgeOutcome.Recorded recorded -> entered(response, recorded.donation().pledge().id());
            case PledgeOutcome.Repeated repeated -> entered(response, repeated.donation().pledge().id());
            case PledgeOutcome.ForeignKey _ -> {
                response.setStatus(HttpServletResponse.SC_CONFLICT);
                show(request, response, form.with("key", "").values(), "problem.form");
            }
        }
    }

    private static void entered(HttpServletResponse response, UUID id) {
        see(response, GiftServlet.address(id.toString()) + "&done=entered");
    }

    private Pledge pledge(HttpServletRequest request, FormFields form, Campaign campaign, Money amount, String email) {
        var donor = new Donor(form.get("name"), email, "", !form.get("shown").equals("yes"));
        String language = choices.site().languageOrDefault(pages.language(request).toLanguageTag());
        return new Pledge(UuidCreator.getTimeOrderedEpoch(), "entered " + form.get("key"), campaign.id(), amount, donor,
                language, clock.instant()).asTest(form.get("test").equals("yes"));
    }

    private void show(HttpServletRequest request, HttpServletResponse response, Map<String, String> typed,
            String problem) throws IOException {
        var values = new HashMap<String, Object>();
        values.put("campaigns", choices.campaigns(pages.language(request).toLanguageTag()));
        values.put("currencies", choices.site().campaigns().stream()
                .collect(Collectors.toMap(Campaign::id, each -> each.goal().getCurrencyUnit().getCode())));
        values.put("ways", Choices.ways());
        values.put("typed", typed);
        values.put("problem", problem);
        values.put("mayBeTest", PhoneFields.showsTests(choices, ledger));
        values.put("key", typed.getOrDefault("key", "").isEmpty() ? UUID.randomUUID().toString() : typed.get("key"));
        pages.show(request, response, EnterServlet.class, "enter.ftlh", values);
    }
}
