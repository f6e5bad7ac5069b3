package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import java.io.Closeable;
import java.lang.reflect.Method;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.BaseStream;
import javax.inject.Inject;
import org.groundswell.donations.api.Cause;
import org.groundswell.donations.api.Change;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.api.choices.PaymentChoices;
import org.groundswell.edge.api.snapshots.SnapshotPublisher;
import org.groundswell.kernel.api.ports.Port;
import org.groundswell.pages.api.Pages;
import org.groundswell.pages.api.contact.ContactMessages;
import org.groundswell.payments.api.PaymentProvider;
import org.groundswell.stats.api.Statistics;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleRevision;

/** From inside the framework: the bundles that {@code runtime/} ships find each other, and lose and find each other. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class ContainerIT {
    /** Those a donation passes through. */
    private static final List<String> SWAPPED = List.of("org.groundswell.donations.ledger.sqlite",
            "org.groundswell.payments.sandbox", "org.groundswell.donations.service", "org.groundswell.pages.site");

    @Inject
    private BundleContext context;

    @Configuration
    public Option[] node() throws Exception {
        return ContainerNode.shipped("container");
    }

    @Test
    public void everyBundleIsActiveAndEveryServiceIsThere() {
        Await.until("all services", () -> service(Statistics.class) != null && service(Pages.class) != null);
        for (Bundle each : context.getBundles()) {
            boolean fragment = (each.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
            if (!fragment) {
                assertEquals(each.getSymbolicName(), Bundle.ACTIVE, each.getState());
            }
        }
        for (Class<?> type : List.of(SnapshotPublisher.class, Pages.class, Ledger.class, PaymentChoices.class,
                PaymentProvider.class, Statistics.class, ContactMessages.class)) {
            assertNotNull(type.getName(), service(type));
        }
        assertEquals("sandbox", service(PaymentChoices.class).choices("en", CurrencyUnit.EUR).getFirst().provider());
    }

    @Test
    public void apiBundlesExportAndProvidersDoNot() {
        for (Bundle each : context.getBundles()) {
            String name = each.getSymbolicName();
            // A part of Jetty's bundle that is ours.
            boolean fragment = each.getHeaders().get(Constants.FRAGMENT_HOST) != null;
            if (name.startsWith("org.groundswell.") && !fragment) {
                boolean exports = each.getHeaders().get(Constants.EXPORT_PACKAGE) != null;
                assertEquals(name, name.endsWith(".api"), exports);
            }
        }
    }

    /** A result that is read later would be read of a provider that may have left. */
    @Test
    public void noPortOfOursReturnsWhatIsReadAfterTheCall() throws Exception {
        Await.until("all services", () -> service(Statistics.class) != null && service(Pages.class) != null);
        for (ServiceReference<?> port : context.getAllServiceReferences(null, "(" + Port.SWITCHED + "=*)")) {
            Bundle provider = context.getBundle((Long) port.getProperty(Port.PROVIDER));
            for (String name : (String[]) port.getProperty(Constants.OBJECTCLASS)) {
                for (Method method : provider.loadClass(name).getMethods()) {
                    for (Class<?> late : List.of(Iterator.class, BaseStream.class, Closeable.class)) {
                        assertFalse(method.toString(), late.isAssignableFrom(method.getReturnType()));
                    }
                }
            }
        }
    }

    @Test
    public void anyProviderMayLeaveWhileTheSiteServes() throws Exception {
        var visitor = new Visitor("http://127.0.0.1:" + context.getProperty(ContainerNode.PORT));
        Await.until("the site serves", () -> visitor.get("/en/").status() == 200);
        for (String name : ContainerNode.replaceable(context)) {
            Bundle bundle = bundleNamed(name);
            ContainerNode.stop(bundle);
            for (String page : List.of("/en/", "/nl/donate", "/ar/about", "/en/contact", "/api/campaigns/flood")) {
                assertEquals(page + " without " + name, 200, visitor.get(page).status());
            }
            bundle.start();
            assertEquals(Bundle.ACTIVE, bundle.getState());
        }
        Await.until("everything is back", () -> visitor.get("/readyz/give").status() == 200
                && visitor.give("25", "After the storm", "pay").body().contains("Thank you!"));
    }

    @Test
    public void everyPageAnswersWithEveryOtherProviderStopped() throws Exception {
        var visitor = new Visitor("http://127.0.0.1:" + context.getProperty(ContainerNode.PORT));
        Await.until("the site serves", () -> visitor.get("/en/").status() == 200);
        List<String> providers = ContainerNode.replaceable(context);
        for (String name : providers) {
            ContainerNode.stop(bundleNamed(name));
        }
        try {
            for (String language : List.of("en", "nl", "ar")) {
                for (String page : List.of("", "donate", "contact", "about", "thanks", "sorry")) {
                    assertEquals(200, visitor.get("/" + language + "/" + page).status());
                }
            }
        } finally {
            for (String name : providers.reversed()) {
                bundleNamed(name).start();
            }
        }
        Await.until("ready again", () -> visitor.get("/readyz/give").status() == 200);
    }

    @Test
    public void totalsSurviveARestartOfTheLedger() throws Exception {
        Await.until("a ledger", () -> service(Ledger.class) != null);
        Ledger ledger = service(Ledger.class);
        long before = raised(ledger);
        var pledge = new Pledge(UUID.randomUUID(), UUID.randomUUID().toString(), "flood", Money.parse("EUR 12.34"),
                new Donor("", "", "", true), "en", Instant.now()).asTest(true);
        ledger.pledge(pledge);
        ledger.change(Change.to(pledge.id(), DonationState.PAID, Cause.WEBHOOK, Instant.now())
                .withPayment(new Donation.Payment("sandbox", "p-" + pledge.id(), null))
                .withMoney(pledge.amount(), Money.zero(CurrencyUnit.EUR)));
        Bundle bundle = bundleNamed("org.groundswell.donations.ledger.sqlite");
        ContainerNode.stop(bundle);
        // Whoever asks meanwhile waits for the ledger's return and gets an answer.
        var asked = CompletableFuture.supplyAsync(() -> ledger.donation(pledge.id()).orElseThrow().state());
        assertFalse("the ledger is away", asked.isDone());
        bundle.start();
        assertEquals(DonationState.PAID, asked.get(60, TimeUnit.SECONDS));
        assertEquals(before + 1234, raised(ledger));
    }

    @Test
    public void donorsNoticeNothingOfSwaps() throws Exception {
        var visitor = new Visitor("http://127.0.0.1:" + context.getProperty(ContainerNode.PORT));
        Await.until("the site takes donations", () -> visitor.get("/readyz/give").status() == 200);
        try (var donors = new Donors(visitor, 4)) {
            for (int swap = 0; swap < 5; swap++) {
                for (String name : SWAPPED) {
                    Bundle bundle = bundleNamed(name);
                    ContainerNode.stop(bundle);
                    bundle.start();
                }
            }
            Await.until("donors go on", () -> donors.thanked() > 4);
            assertEquals(List.of(), donors.unhappy());
        }
    }

    private static long raised(Ledger ledger) {
        return ledger.totals("flood", CurrencyUnit.EUR).raised().getAmountMinorLong();
    }

    private <T> T service(Class<T> type) {
        var reference = context.getServiceReference(type);
        return reference == null ? null : context.getService(reference);
    }

    private Bundle bundleNamed(String name) {
        return ContainerNode.installed(context, name);
    }
}
