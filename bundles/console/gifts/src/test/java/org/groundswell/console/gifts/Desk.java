package org.groundswell.console.gifts;

import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.groundswell.console.testing.FakeFrame;
import org.groundswell.donations.api.Cause;
import org.groundswell.donations.api.Change;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.api.choices.PaymentChoices;
import org.groundswell.donations.api.gifts.BegunRefund;
import org.groundswell.donations.api.gifts.GiftBook;
import org.groundswell.donations.api.gifts.Remark;
import org.groundswell.donations.api.refunds.RefundOutcome;
import org.groundswell.donations.api.refunds.RefundRequest;
import org.groundswell.donations.api.refunds.Refunds;
import org.groundswell.donations.api.search.GiftHits;
import org.groundswell.donations.api.search.GiftQuery;
import org.groundswell.donations.api.search.GiftSearch;
import org.groundswell.donations.ledger.sqlite.SqliteLedger;
import org.groundswell.pages.api.Campaign;
import org.groundswell.pages.api.Pages;
import org.groundswell.pages.api.Site;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** All pages over a real ledger, with a gateway that does what it is told. */
final class Desk {
    final FakeSite site = new FakeSite();
    final FakeFrame frame = new FakeFrame(ListServlet.class);
    final SqliteLedger ledger;
    final List<RefundRequest> refunded = new ArrayList<>();
    RefundOutcome outcome;
    final Choices choices;
    final ListServlet list;
    final GiftServlet gift;
    final EnterServlet enter;
    final GiftExport giftExport;
    final ExportServlet export;
    final DonorServlet donor;
    final PhoneServlet phone;
    final PhoneCorrectionServlet correction;
    final PhoneCorrectionServlet correctionLater;
    boolean bookIsAway;
    /** How far the search is behind; null where it is not. */
    String behind;
    /** What happens while gifts are looked for. */
    Runnable whileFinding = () -> { };
    /** Whether a refund is in the books, too. */
    boolean refundsCount;

    private record PhoneConfig(long askFrom) implements PhoneServlet.Config {
        @Override
        public Class<? extends Annotation> annotationType() {
            return PhoneServlet.Config.class;
        }
    }
    final ExportProgress progress = new ExportProgress();

    Desk(Path folder) throws Exception {
        ledger = new SqliteLedger(folder.resolve("ledger/ledger.db"));
        choices = new Choices(site, (language, currency) -> List.of(new PaymentChoices.Choice("sandbox",
                "Test <money>", true)));
        var search = new WalkingSearch();
        list = new ListServlet(frame, ledger, search, choices);
        gift = new GiftServlet(frame, ledger, ledger, ledger, choices, new GiftChanges(ledger, ledger, ledger,
                new ToldRefunds(), search, frame));
        var entering = new Entering(ledger, book(), choices, frame);
        enter = new EnterServlet(frame, ledger, choices, entering);
        giftExport = new GiftExport(ledger, search, ledger, choices);
        export = new ExportServlet(giftExport, progress, choices, frame);
        donor = new DonorServlet(ledger, ledger, ledger, search, frame);
        phone = new PhoneServlet(frame, ledger, book(), choices, new Entering(ledger, book(), choices, frame),
                new PhoneConfig(5_000));
        correction = new PhoneCorrectionServlet(frame, ledger, ledger, new ToldRefunds(), choices, frame,
                entering, Clock.systemUTC());
        correctionLater = new PhoneCorrectionServlet(frame, ledger, ledger, new ToldRefunds(), choices, frame,
                entering, Clock.offset(Clock.systemUTC(), OwnGifts.CORRECTABLE));
    }

    private GiftBook book() {
        return (GiftBook) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {GiftBook.class},
                (_, method, arguments) -> {
                    if (bookIsAway) {
                        throw new LedgerUnavailableException("away", null);
                    }
                    return method.invoke(ledger, arguments);
                });
    }

    /** A gift of 25 euros that was paid. */
    UUID paid(Donor donor) {
        var at = Clock.systemUTC().instant();
        UUID id = UUID.randomUUID();
        ledger.pledge(new Pledge(id, "key " + id, "flood", Money.parse("EUR 25"), donor, "en", at));
        ledger.change(Change.to(id, DonationState.PAID, Cause.WEBHOOK, at)
                .withPayment(new Donation.Payment("sandbox", "pay-" + id, null)));
        return id;
    }

    Donation donation(UUID id) {
        return ledger.donation(id).orElseThrow();
    }

    private final class ToldRefunds implements Refunds {
        @Override
        public RefundOutcome refund(RefundRequest request) {
            refunded.add(request);
            Donation gift = donation(request.donation());
            if (refundsCount && gift.counted().isPositive()) {
                ledger.begin(new BegunRefund(request.key(), request.donation(), request.amount(), gift.refunded(),
                        BegunRefund.State.OPEN), new Remark(gift.changed(), request.author(), Remark.Kind.REFUND,
                        request.reason()));
                ledger.change(Change.to(request.donation(), DonationState.REFUNDED, Cause.REFUND, gift.changed())
                        .withPayment(gift.payment()).withMoney(gift.settled(), request.amount()).withBasis(gift));
                ledger.end(request.key(), BegunRefund.State.DONE);
            }
            return outcome == null ? new RefundOutcome.Done(donation(request.donation())) : outcome;
        }

        @Override
        public RefundOutcome confirm(UUID donation) {
            return outcome;
        }
    }

    /** Looks at every gift; finds by name and address only. */
    private final class WalkingSearch implements GiftSearch {
        @Override
        public GiftHits find(GiftQuery query, long before, int limit) {
            whileFinding.run();
            return new GiftHits(ledger.newest(null, 1000).stream().filter(each -> {
                var donor = each.pledge().donor();
                return (donor.name() + " " + donor.email()).contains(query.words());
            }).map(each -> each.pledge().id()).toList(), 0);
        }

        @Override
        public int count(GiftQuery query) {
            return find(query, 0, 1000).donations().size();
        }

        @Override
        public Optional<String> behind() {
            return Optional.ofNullable(behind);
        }
    }

    static final class FakeSite implements Pages {
        /** When the second campaign has ended; null where it goes on. */
        Instant ended;

        @Override
        public Site site() {
            return new Site("Help", List.of("en"), List.of(new Campaign("flood", Money.of(CurrencyUnit.EUR, 1000),
                    List.of()), new Campaign("school", Money.parse("JPY 1000"), List.of(), List.of(), null, ended)), ZoneOffset.UTC);
        }

        @Override
        public byte[] render(String page, String language, Map<String, ?> values) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String text(String language, String key, Object... arguments) {
            return key;
        }
    }
}
