package org.groundswell.edge.dns;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.groundswell.edge.dns.AddressKeeper.Standing;
import org.groundswell.testing.BindServer;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

/** Several nodes at one server, which is BIND. */
public class AddressKeeperTest {
    @ClassRule
    public static final BindServer SERVER = new BindServer();
    private static final Name ZONE = name(BindServer.ZONE);
    private static final Name NAME = name(BindServer.NAME);
    private static final InetAddress ONE = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress ONE_V6 = InetAddress.ofLiteral("2001:db8::1");
    private static final InetAddress TWO = InetAddress.ofLiteral("192.0.2.2");
    private static final InetAddress FIXED = InetAddress.ofLiteral("192.0.2.99");

    private final AtomicLong nanos = new AtomicLong();
    private final DnsZone zone = zone(NAME, BindServer.SECRET);
    private final AddressKeeper one = node(ONE, ONE_V6);
    private final AddressKeeper two = node(TWO);

    @Before
    public void empty() throws IOException {
        for (InetAddress each : List.of(ONE, ONE_V6, TWO)) {
            var update = new Update(ZONE);
            update.delete(Beat.place(NAME, each), Type.ANY);
            send(update);
        }
        var update = new Update(ZONE);
        update.delete(NAME);
        send(update);
    }

    @Test
    public void nodesThatAreFitHaveTheirAddressesUnderTheName() throws IOException {
        assertEquals(Standing.ANNOUNCED, one.round(true));
        assertEquals(Standing.ANNOUNCED, two.round(true));
        assertAddresses(ONE, ONE_V6, TWO);
        assertEquals(Standing.ANNOUNCED, one.round(true));
        assertAddresses(ONE, ONE_V6, TWO);
    }

    @Test
    public void oneThatIsNotFitOrEndsGoesAndComesBack() throws IOException {
        one.round(true);
        two.round(true);
        assertEquals(Standing.WITHDRAWN, one.round(false));
        assertAddresses(TWO);
        assertEquals(Standing.WITHDRAWN, one.round(false));
        one.round(true);
        assertAddresses(ONE, ONE_V6, TWO);
        assertEquals(Standing.WITHDRAWN, two.withdraw());
        assertAddresses(ONE, ONE_V6);
    }

    @Test
    public void theLastOneStays() throws IOException {
        one.round(true);
        two.round(true);
        one.round(false);
        assertEquals("a name without addresses is worse than one that leads to a page which says so", Standing.ALONE,
                two.round(false));
        assertAddresses(TWO);
    }

    @Test
    public void whoeverIsNotHeardOfIsTakenOutByTheOthers() throws IOException {
        one.round(true);
        two.round(true);
        one.round(true);
        pass(15);
        one.round(true);
        pass(14);
        one.round(true);
        assertAddresses(ONE, ONE_V6, TWO);
        pass(1);
        one.round(true);
        assertAddresses(ONE, ONE_V6);
        two.round(true);
        assertAddresses(ONE, ONE_V6, TWO);
    }

    @Test
    public void signsOfLifeCountAndNotTheTimeOfTheirWriter() throws IOException {
        one.round(true);
        for (int i = 0; i < 5; i++) {
            two.round(true);
            pass(15);
            one.round(true);
        }
        assertAddresses(ONE, ONE_V6, TWO);
    }

    @Test
    public void whoCouldNotLookForLongKnowsNothingOfTheOthers() throws IOException {
        two.round(true);
        one.round(true);
        one.round(true);
        pass(600);
        one.round(true);
        assertAddresses(ONE, ONE_V6, TWO);
        pass(15);
        one.round(true);
        pass(15);
        one.round(true);
        assertAddresses(ONE, ONE_V6);
    }

    @Test
    public void aDeadNeighbourIsNoReasonToGo() throws IOException {
        two.round(true);
        one.round(true);
        one.round(false);
        one.round(true);
        pass(15);
        one.round(true);
        pass(15);
        assertEquals(Standing.ALONE, one.round(false));
        assertAddresses(ONE, ONE_V6, TWO);
    }

    @Test
    public void whatAPersonEnteredIsLeftAlone() throws IOException {
        var update = new Update(ZONE);
        update.add(Beat.addressRecord(NAME, FIXED, 30));
        send(update);
        one.round(true);
        pass(100);
        one.round(true);
        assertAddresses(FIXED, ONE, ONE_V6);
        assertEquals("nobody keeps that one: it may lead nowhere", Standing.ALONE, one.round(false));
    }

    @Test
    public void whoCameBackInTheMeantimeStays() throws IOException {
        one.round(true);
        two.round(true);
        Beat old = zone.beat(TWO).orElseThrow();
        two.round(true);
        assertFalse(zone.withdraw(old, ONE));
        assertAddresses(ONE, ONE_V6, TWO);
    }

    @Test
    public void aWrongKeyChangesNothingAndIsSaid() throws IOException {
        one.round(true);
        var wrong = new AddressKeeper(zone(NAME, "bm90IHRoZSBrZXkgb2YgdGhlIHNlcnZlciBhdCBhbGwhISE="), List.of(TWO),
                new Neighbours(Duration.ofSeconds(30), nanos::get));
        var refused = assertThrows(IOException.class, () -> wrong.round(true));
        assertTrue(refused.getMessage(), refused.getMessage().contains("key"));
        assertAddresses(ONE, ONE_V6);
    }

    @Test
    public void aNameThatTheKeyMayNotChangeIsSaid() {
        var elsewhere = zone(name("ns." + BindServer.ZONE), BindServer.SECRET);
        var refused = assertThrows(IOException.class, () -> elsewhere.announce(Beat.of(TWO, "process", 1)));
        assertTrue(refused.getMessage(), refused.getMessage().contains("REFUSED"));
    }

    private void assertAddresses(InetAddress... expected) throws IOException {
        assertEquals(Set.of(expected), Set.copyOf(zone.addresses()));
    }

    private AddressKeeper node(InetAddress... addresses) {
        return new AddressKeeper(zone(NAME, BindServer.SECRET), List.of(addresses), new Neighbours(Duration.ofSeconds(30), nanos::get));
    }

    private void pass(long seconds) {
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

    private static DnsZone zone(Name name, String secret) {
        return new DnsZone(exchange(secret), ZONE, name, 30);
    }

    private static SignedExchange exchange(String secret) {
        return new SignedExchange(SERVER.address(), () -> new TSIG("hmac-sha256", BindServer.KEY, secret));
    }

    private static Name name(String text) {
        try {
            return Name.fromString(text);
        } catch (TextParseException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static void send(Update update) throws IOException {
        assertEquals(Rcode.NOERROR, exchange(BindServer.SECRET).send(update).getRcode());
    }
}
