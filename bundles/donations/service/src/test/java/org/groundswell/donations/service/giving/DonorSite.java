package org.groundswell.donations.service.giving;

import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.groundswell.donations.api.Change;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.service.KeysOnly;
import org.groundswell.donations.api.gifts.GiftBook;
import org.groundswell.donations.api.gifts.Remark;
import org.groundswell.donations.service.MemoryLedger;
import org.groundswell.donations.service.ModelGateway;
import org.groundswell.donations.service.RankedReference;
import org.groundswell.donations.service.brakes.KeptBrakes;
import org.groundswell.donations.service.gateways.Providers;
import org.groundswell.donations.service.protection.Attempts;
import org.groundswell.donations.service.protection.Challenges;
import org.groundswell.donations.service.protection.NodeKey;
import org.groundswell.donations.service.protection.PledgeBudget;
import org.groundswell.donations.service.protection.Screening;
import org.groundswell.donations.service.settlement.Inquiry;
import org.groundswell.donations.service.settlement.Notifications;
import org.groundswell.donations.service.settlement.Settlement;
import org.groundswell.donations.service.waiting.WaitingRoom;
import org.groundswell.edge.api.PublicAddress;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.pages.api.Campaign;
import org.groundswell.pages.api.Pages;
import org.groundswell.pages.api.Site;
import org.groundswell.payments.api.PaymentReport;
import org.groundswell.payments.api.PaymentStatus;
import org.joda.money.Money;
import org.osgi.framework.BundleContext;

/** All that donors' servlets need, in memory; pages are their name, their language and what they were given. */
final class DonorSite implements Pages {
    final MemoryLedger book = new MemoryLedger();
    final ModelGateway gateway;
    /** Whether the book cannot be used. */
    volatile boolean away;
    /** When its campaign ends; null: never. */
    volatile Instant closes;
    /** What its campaign is called in addresses and forms. */
    volatile String campaign = "flood";
    final SignedLinks links;
    final DonationServlet form;
    final WaitServlet wait;
    final CancelServlet canceled;
    final StopServlet stop;
    final ResultPages results;
    final PaymentServlet payments;
    final KeptBrakes brakes;
    final Providers providers;
    final PledgeBudget pledges;
    /** What the last page was given. */
    Map<String, ?> shown = Map.of();
    private final KeysOnly texts = new KeysOnly();

    /** @param home for the files that the node would have */
    DonorSite(Path home, ModelGateway gateway) throws Exception {
        this(home, gateway, 0);
    }

    /** @param perSecond how many go on, and one more may wait; 0: nobody waits */
    DonorSite(Path home, ModelGateway gateway, int perSecond) throws Exception {
        this.gateway = gateway;
        PublicAddress address = () -> URI.create("https://give.example");
        Ledger ledger = (Ledger) Proxy.newProxyInstance(Ledger.class.getClassLoader(), new Class<?>[] {Ledger.class},
                (proxy, method, arguments) -> {
                    if (away) {
                        throw new LedgerUnavailableException("the disk is full");
                    }
                    return method.invoke(book, arguments);
                });
        brakes = new KeptBrakes(home.resolve("brakes"));
        providers = new Providers(null, Clock.systemUTC(), () -> brakes.state().gatewaysOff());
        providers.bindProvider(new RankedReference<>(1), gateway);
        var key = new NodeKey(new byte[32]);
        links = new SignedLinks(address, key);
        var inquiry = new Inquiry(providers, new Settlement(ledger, Clock.systemUTC()));
        var room = new WaitingRoom(perSecond, 1, home.resolve("waiting"), Clock.systemUTC());
        var cancellation = new Cancellation(providers, inquiry);
        var giving = new Giving(ledger, providers, address, links, room, cancellation, () -> brakes.state().paused(),
                Clock.systemUTC());
        var attempts = new Attempts(defaults(Attempts.Config.class));
        pledges = new PledgeBudget(context(home), book, key, defaults(PledgeBudget.Config.class));
        var screening = new Screening(attempts, pledges, new Challenges(), defaults(Screening.Config.class));
        form = new DonationServlet(this, giving, providers, attempts, screening, pledges, room, links,
                brakes, defaults(DonationServlet.Config.class));
        wait = new WaitServlet(ledger, giving, attempts, links, this, providers);
        canceled = new CancelServlet(ledger, cancellation, links, this, providers);
        GiftBook remarks = remarks();
        stop = new StopServlet(ledger, remarks, this, providers, links);
        results = new ResultPages(ledger, remarks, this, providers, links);
        payments = new PaymentServlet(ledger, providers, new Notifications(ledger, inquiry), inquiry, links);
    }

    /** A book of remarks alone. */
    private static GiftBook remarks() {
        var remarks = new ArrayList<Remark>();
        return (GiftBook) Proxy.newProxyInstance(GiftBook.class.getClassLoader(), new Class<?>[] {GiftBook.class},
                (proxy, method, arguments) -> method.getName().equals("remark") ? remarks.add((Remark) arguments[1])
                        : List.copyOf(remarks));
    }

    /** A gift whose payment is open at the gateway. */
    Donation open(boolean monthly) throws Exception {
        var pledge = new Pledge(UUID.randomUUID(), UUID.randomUUID().toString(), "flood", Money.parse("EUR 25"),
                new Donor("Ann", "ann@example.org", "", false), "en", monthly, null, Instant.now(), true);
        book.pledge(pledge);
        gateway.book.put("pay-" + pledge.id(), new PaymentReport("pay-" + pledge.id(), pledge.id(), PaymentStatus.OPEN,
                pledge.amount(), Instant.now()));
        book.change(Change.opened(pledge.id(), new Donation.Payment("model", "pay-" + pledge.id(),
                "/pay/" + pledge.id(), monthly ? "sub-1" : null), Instant.now()));
        return book.donation(pledge.id()).orElseThrow();
    }

    @Override
    public Site site() {
        Site site = texts.site();
        return new Site(site.name(), site.languages(), site.campaigns().stream().map(each -> new Campaign(campaign, each.goal(),
                each.amounts(), each.monthlyAmounts(), null, closes)).toList(), site.zone());
    }

    @Override
    public byte[] render(String page, String language, Map<String, ?> values) {
        shown = values;
        return (page + " in " + language).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String text(String language, String key, Object... arguments) {
        return texts.text(language, key, arguments);
    }

    private static BundleContext context(Path home) {
        return (BundleContext) Proxy.newProxyInstance(BundleContext.class.getClassLoader(),
                new Class<?>[] {BundleContext.class}, (proxy, method, arguments) ->
                        method.getName().equals("getProperty") && arguments[0].equals(NodeFolder.PROPERTY)
                                ? home.toString() : null);
    }

    private static <T extends Annotation> T defaults(Class<T> settings) {
        return settings.cast(Proxy.newProxyInstance(settings.getClassLoader(), new Class<?>[] {settings},
                (proxy, method, arguments) -> method.getDefaultValue()));
    }
}
