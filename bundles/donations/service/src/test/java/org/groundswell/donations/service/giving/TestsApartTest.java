package org.groundswell.donations.service.giving;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.service.MemoryLedger;
import org.groundswell.donations.service.ModelGateway;
import org.groundswell.donations.service.RankedReference;
import org.groundswell.donations.service.gateways.LiveGuard;
import org.groundswell.donations.service.gateways.Providers;
import org.groundswell.donations.service.gateways.RealMoney;
import org.groundswell.donations.service.giving.Giving.Next;
import org.groundswell.donations.service.protection.NodeKey;
import org.groundswell.donations.service.settlement.Inquiry;
import org.groundswell.donations.service.settlement.Settlement;
import org.groundswell.donations.service.waiting.WaitingRoom;
import org.groundswell.edge.api.PublicAddress;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.payments.api.OpenedPayment;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentMode;
import org.groundswell.payments.api.PaymentRequest;
import org.joda.money.Money;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A test is never paid with real money, and real money never counts as a test. */
public class TestsApartTest {
    private static final PublicAddress ADDRESS = () -> URI.create("https://give.example");

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final MemoryLedger ledger = new MemoryLedger();
    private final ModelGateway gateway = new ModelGateway();
    private Providers providers;
    private Giving giving;

    @Before
    public void open() throws Exception {
        providers = Providers.of(new LiveGuard(new NodeFolder(folder.getRoot().toPath()), ADDRESS,
                "https://give.example", "machine"), Clock.systemUTC());
        var settlement = new Settlement(ledger, Clock.systemUTC());
        giving = Giving.of(ledger, providers, ADDRESS, new SignedLinks(ADDRESS, new NodeKey(new byte[32])),
                new WaitingRoom(0, 1, Path.of("none"), Clock.systemUTC()),
                new Cancellation(providers, new Inquiry(providers, settlement)), Clock.systemUTC());
        providers.bindProvider(new RankedReference<>(1), gateway);
    }

    @Test
    public void theGatewaySaysWhetherItIsATest() {
        assertTrue(paid("k1").pledge().test());
        gateway.mode = PaymentMode.LIVE;
        assertFalse(paid("k2").pledge().test());
    }

    @Test
    public void nobodyMakesAGiftATestOrTheReverse() {
        gateway.mode = PaymentMode.LIVE;
        assertFalse(at(giving.give(pledge("k1").asTest(true), "", "Appeal")).pledge().test());
        gateway.mode = PaymentMode.TEST;
        assertTrue(at(giving.give(pledge("k2").asTest(false), "", "Appeal")).pledge().test());
    }

    @Test
    public void aTestThatWasOnlyPledgedBecomesAGiftOfItsOwnOnceTheSiteIsLive() {
        becomesAnother(PaymentMode.TEST, PaymentMode.LIVE);
    }

    @Test
    public void aGiftThatWasOnlyPledgedIsNotPaidInATest() {
        becomesAnother(PaymentMode.LIVE, PaymentMode.TEST);
    }

    private void becomesAnother(PaymentMode before, PaymentMode after) {
        gateway.mode = before;
        gateway.down = true;
        Pledge pledge = pledge("k");
        giving.give(pledge, "", "Appeal");
        gateway.down = false;
        gateway.mode = after;
        Donation other = paid("k");
        assertNotEquals(pledge.id(), other.pledge().id());
        assertEquals(after == PaymentMode.TEST, other.pledge().test());
        assertEquals("the mark stays", before == PaymentMode.TEST,
                ledger.donation(pledge.id()).orElseThrow().pledge().test());
        assertEquals(DonationState.PLEDGED, ledger.donation(pledge.id()).orElseThrow().state());
        assertEquals("sent again it is the same", other, paid("k"));
        assertEquals(1, gateway.opened.size());
    }

    /** A payment that was opened with another key than was looked at is nobody's to pay. */
    @Test
    public void aKeyThatIsExchangedMeanwhileLeadsNobodyAstray() {
        var exchanged = new ModelGateway("exchanged") {
            @Override
            public synchronized OpenedPayment open(PaymentRequest request) throws PaymentException {
                mode = PaymentMode.LIVE;
                return super.open(request);
            }
        };
        providers.bindProvider(new RankedReference<>(9), exchanged);
        Pledge pledge = pledge("k");
        assertTrue(giving.give(pledge, "exchanged", "Appeal") instanceof Next.NoPayment);
        assertEquals(DonationState.PLEDGED, ledger.donation(pledge.id()).orElseThrow().state());
        Donation other = at(giving.give(pledge("k"), "exchanged", "Appeal"));
        assertNotEquals(pledge.id(), other.pledge().id());
        assertFalse(other.pledge().test());
    }

    @Test
    public void theLedgerIsToldOnceRealMoneyCanBeGiven() {
        var told = new RealMoney(ledger, providers, Clock.systemUTC());
        told.look();
        assertFalse(ledger.real);
        gateway.mode = PaymentMode.LIVE;
        told.look();
        assertTrue(ledger.real);
    }

    private Donation paid(String key) {
        return at(giving.give(pledge(key), "", "Appeal"));
    }

    private Donation at(Next next) {
        return ledger.donation(((Next.Checkout) next).donation()).orElseThrow();
    }

    private static Pledge pledge(String key) {
        return new Pledge(UUID.randomUUID(), key, "flood", Money.parse("EUR 25"), new Donor("A", "", "", false), "en",
                Instant.now());
    }
}
