package org.groundswell.console.gifts;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.groundswell.console.api.AuditLog;
import org.groundswell.donations.api.Donation;
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

/** Enters a gift that came through no gateway, once for each form, after it stands in the audit log. Thread-safe. */
@Component(service = Entering.class)
public final class Entering {
    static final String KEY = "[A-Za-z0-9-]{16,64}";
    private static final int LOCKS = 64;

    private final Ledger ledger;
    private final GiftBook book;
    private final Choices choices;
    private final AuditLog audit;
    private final Clock clock = Clock.systemUTC();
    /** The same form sent twice at once is noted once; different ones hardly ever wait for each other. */
    private final Lock[] locks = Stream.generate(ReentrantLock::new).limit(LOCKS).toArray(Lock[]::new);

    /** What came of a form. */
    sealed interface Outcome {
    }

    /** The gift is in the books, now or since the same form came before. */
    record Entered(UUID id) implements Outcome {
    }

    /** Nothing was entered; the problem is a key of our texts. */
    record NotLikeThis(String problem) implements Outcome {
    }

    /** The form's key was used for another gift; nothing was entered. */
    record ForeignKey() implements Outcome {
    }

    @Activate
    public Entering(@Reference Ledger ledger, @Reference GiftBook book, @Reference Choices choices,
            @Reference AuditLog audit) {
        this.ledger = ledger;
        this.book = book;
        this.choices = choices;
        this.audit = audit;
    }

    /**
     * @param language of who enters it
     * @throws BadFormException if the campaign, the way or the key is none
     */
    Outcome enter(HttpServletRequest request, FormFields form, String language) throws BadFormException, IOException {
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
        if (!problem.isEmpty()) {
            return new NotLikeThis(problem);
        }
        var donor = new Donor(form.get("name"), email, "", !form.get("shown").equals("yes"));
        var pledge = new Pledge(UuidCreator.getTimeOrderedEpoch(), "entered " + form.get("key"), campaign.get().id(),
                amount.get(), donor, choices.site().languageOrDefault(language), clock.instant())
                .asTest(form.get("test").equals("yes"));
        return switch (enter(request, pledge, way.get(), form.get("words"))) {
            case PledgeOutcome.Recorded recorded -> new Entered(recorded.donation().pledge().id());
            case PledgeOutcome.Repeated repeated -> new Entered(repeated.donation().pledge().id());
            case PledgeOutcome.ForeignKey _ -> new ForeignKey();
        };
    }

    /**
     * The same key always means the same gift, whatever is clicked.
     *
     * @throws IOException if the audit log cannot keep it; nothing was entered
     */
    PledgeOutcome enter(HttpServletRequest request, Pledge pledge, Way way, String words) throws IOException {
        Lock lock = locks[Math.floorMod(pledge.key().hashCode(), locks.length)];
        lock.lock();
        try {
            Optional<Donation> known = ledger.byKey(pledge.key());
            if (known.isPresent()) {
                return known.get().pledge().sameWill(pledge) ? new PledgeOutcome.Repeated(known.get())
                        : new PledgeOutcome.ForeignKey();
            }
            return enterNew(request, pledge, way, words);
        } finally {
            lock.unlock();
        }
    }

    private PledgeOutcome enterNew(HttpServletRequest request, Pledge pledge, Way way, String words) throws IOException {
        audit.note(request, "gift.enter", pledge.id().toString(), pledge.amount() + ", " + way.provider());
        return book.enter(pledge, way, new Remark(pledge.at(), request.getRemoteUser(), Remark.Kind.ENTERED, words));
    }
}
