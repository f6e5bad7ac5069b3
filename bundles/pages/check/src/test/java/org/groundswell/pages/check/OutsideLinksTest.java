package org.groundswell.pages.check;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.net.ssl.SSLSocketFactory;
import org.groundswell.pages.api.check.SiteReader;
import org.junit.Rule;
import org.junit.Test;

/** Other sites are asked politely, and nobody sends the node into its own network. */
public class OutsideLinksTest {
    @Rule
    public final CheckedSite site = new CheckedSite();

    private volatile Instant now = Instant.parse("2026-11-28T20:00:00Z");
    private final List<String> asked = new CopyOnWriteArrayList<>();

    @Test
    public void deadLinksAreNamedWithTheirPlaceAndLiveOnesAreNot() throws IOException {
        links("https://alive.example/", "https://gone.example/a#b", "https://no-head.example/", "https://moved.example/",
                "https://loop.example/", "https://wall.example/", "https://nobody.example/", "https://k\u00f6ln.example/x");
        var answers = Map.of("HEAD https://alive.example/", "200", "HEAD https://gone.example/a", "404",
                "GET https://gone.example/a", "404", "HEAD https://no-head.example/", "405", "GET https://no-head.example/", "200",
                "HEAD https://moved.example/", "301 /there", "HEAD https://moved.example/there", "200",
                "HEAD https://loop.example/", "302 /", "HEAD https://wall.example/", "403", "GET https://wall.example/", "403");
        List<String> found = found((method, address) -> {
            String said = answers.get(method + " " + address);
            return said == null && address.getHost().startsWith("xn--") ? new OutsideAnswer(200, "", "") : said == null
                    ? OutsideAnswer.failed("there is no site of this name") : new OutsideAnswer(Integer.parseInt(said.substring(0, 3)),
                    said.length() > 4 ? said.substring(4) : "", "");
        });
        assertEquals(String.join("\n", found), 3, found.size());
        assertEquals("content/en/links.md:5: warning: 'https://gone.example/a' leads nowhere: the site answers 404; look whether"
                + " it has moved, or take the link away", found.getFirst());
        assertTrue(found.get(1), found.get(1).contains("'https://loop.example/' sends on and on"));
        assertTrue(found.get(2), found.get(2).contains("'https://nobody.example/' there is no site"));
    }

    @Test
    public void eachSiteIsAskedForOneThingAtATimeAndOnceADay() throws IOException {
        links(IntStream.range(0, 250).mapToObj(i -> "https://s" + i % 20 + ".example/" + i).toArray(String[]::new));
        Map<String, AtomicInteger> open = IntStream.range(0, 20).boxed().collect(Collectors.toMap(i -> "s" + i + ".example",
                _ -> new AtomicInteger()));
        BiFunction<String, URI, OutsideAnswer> ask = (_, address) -> {
            asked.add(address.toString());
            assertEquals(address.getHost(), 1, open.get(address.getHost()).incrementAndGet());
            Thread.yield();
            open.get(address.getHost()).decrementAndGet();
            return new OutsideAnswer(200, "", "");
        };
        List<String> found = found(ask);
        assertEquals(200, asked.size());
        assertEquals(List.of("site.yaml: warning: there are 250 links to other sites; the first 200 are tried"), found);
        found(ask);
        assertEquals("remembered", 200, asked.size());
        now = now.plus(Duration.ofDays(1));
        found(ask);
        assertEquals(400, asked.size());
    }

    @Test
    public void onlyPublicAddressesAreGoneTo() throws IOException {
        for (String closed : List.of("127.0.0.1", "127.1", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
                "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255", "198.18.0.1", "192.0.2.1", "203.0.113.9", "::1", "::",
                "fd00::1", "fe80::1", "ff02::1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001::1", "2001:db8::1", "::ffff:127.0.0.1",
                "2130706433")) {
            assertThrows(closed, ClosedNetworkException.class, () -> new PublicDoor(InetAddress::getAllByName).address(closed, 80));
        }
        for (String open : List.of("93.184.216.34", "172.32.0.1", "100.128.0.1", "2606:2800:220:1::1", "2a00:1450:4001::1")) {
            assertEquals(80, new PublicDoor(InetAddress::getAllByName).address(open, 80).getPort());
        }
        InetAddress[] both = {InetAddress.getByName("93.184.216.34"), InetAddress.getByName("10.0.0.1")};
        assertThrows(ClosedNetworkException.class, () -> new PublicDoor(_ -> both).address("rebinding.example", 80));
    }

    @Test
    public void eachStepIsLookedAtAndNothingButHttp() throws IOException {
        var connection = new OutsideConnection(new PublicDoor(InetAddress::getAllByName), Duration.ofSeconds(5),
                (SSLSocketFactory) SSLSocketFactory.getDefault());
        for (String address : List.of("http://127.0.0.1/", "https://[::1]/", "http://169.254.169.254/latest/meta-data",
                "http://127.0.0.1:8081/")) {
            assertEquals(address, "leads into a network that is not public", connection.ask("GET", URI.create(address)).why());
        }
        assertEquals("another port is not tried", new OutsideAnswer(0, "", ""), connection.ask("GET",
                URI.create("https://93.184.216.34:8443/")));
        for (String address : List.of("ftp://example.org/", "file:///etc/passwd", "http://user:secret@93.184.216.34/")) {
            assertEquals(address, "is no address that can be tried", connection.ask("GET", URI.create(address)).why());
        }
        links("https://friendly.example/");
        List<String> found = found((method, address) -> address.getHost().equals("friendly.example")
                ? new OutsideAnswer(302, "http://127.0.0.1/admin", "") : connection.ask(method, address));
        assertTrue(found.toString(), found.getFirst().contains("leads into a network that is not public"));
    }

    @Test
    public void aRealAnswerIsReadAndAnEndlessOneIsNotWaitedFor() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + exchange.getRequestHeaders().getFirst("Host"));
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            exchange.sendResponseHeaders(301, -1);
            exchange.close();
        });
        server.start();
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            OutsideAnswer answer = to(server.getAddress()).ask("HEAD", URI.create("http://site.example/a%20b?c=d"));
            assertEquals(new OutsideAnswer(301, "/elsewhere", ""), answer);
            assertTrue(answer.sendsOn());
            assertEquals(List.of("HEAD /a%20b?c=d site.example"), asked);
            assertEquals("the site does not answer", to(silent.getLocalSocketAddress()).ask("GET", URI.create("http://x.example/")).why());
            assertFalse("no TLS there", to(server.getAddress()).ask("GET", URI.create("https://x.example/")).why().isEmpty());
        } finally {
            server.stop(0);
        }
    }

    @Test
    public void aSiteThatCannotBeReachedIsAskedOnceAndOneThatIsSilentThreeTimes() throws IOException {
        links(IntStream.range(0, 90).mapToObj(i -> "https://" + (i % 3 == 0 ? "away" : i % 3 == 1 ? "silent" : "alive") + ".example/" + i)
                .toArray(String[]::new));
        List<String> found = found((_, address) -> {
            asked.add(address.getHost());
            return address.getHost().startsWith("away") ? OutsideAnswer.unreachable("there is no site of this name")
                    : address.getHost().startsWith("silent") ? OutsideAnswer.silent()
                    : new OutsideAnswer(200, "", "");
        });
        assertEquals(1 + 3 + 30, asked.size());
        assertEquals("the same is true of all its links", 30, found.stream().filter(each -> each.contains("no site of")).count());
        assertEquals(3, found.stream().filter(each -> each.contains("does not answer")).count());
        assertEquals(found.toString(), 1, found.stream().filter(each -> each.contains("not all links")).count());
    }

    @Test
    public void itEndsInTimeAndKnowsWhatItHasHeard() throws IOException {
        links(IntStream.range(0, 10).mapToObj(i -> "https://slow.example/" + i).toArray(String[]::new));
        BiFunction<String, URI, OutsideAnswer> slow = (_, address) -> {
            asked.add(address.getPath());
            now = now.plus(Duration.ofMinutes(1));
            return new OutsideAnswer(410, "", "");
        };
        List<String> found = found(slow);
        assertEquals("five minutes", 5, asked.size());
        assertEquals(5, found.stream().filter(each -> each.contains("leads nowhere")).count());
        assertEquals("site.yaml: warning: not all links to other sites were tried: some sites take too long; the next look goes on"
                + " with them", found.getFirst());
        assertEquals("the rest, and nothing twice", 10, found(slow).size());
        assertEquals(10, asked.size());
    }

    @Test
    public void whatIsHeardIsKeptAtOnce() throws IOException {
        links("https://first.example/", "https://first.example/killed");
        assertThrows(IllegalStateException.class, () -> found((_, address) -> {
            asked.add(address.getPath());
            if (address.getPath().equals("/killed")) {
                throw new UnsupportedOperationException("as by a kill");
            }
            return new OutsideAnswer(200, "", "");
        }));
        found((_, address) -> {
            asked.add(address.getPath());
            return new OutsideAnswer(200, "", "");
        });
        assertEquals(List.of("/", "/killed", "/killed"), asked);
    }

    /** Browsers take all of these; a link is not dead because Java does not. */
    @Test
    public void addressesAreSentAsBrowsersDo() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestHeaders().getFirst("Host") + exchange.getRequestURI().toASCIIString());
            if (exchange.getRequestURI().getPath().equals("/old")) {
                // A raw letter, as some servers send it.
                exchange.getResponseHeaders().add("Location", new String("/wiki/Caf\u00e9|x".getBytes(StandardCharsets.UTF_8),
                        StandardCharsets.ISO_8859_1));
            }
            exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/old") ? 302 : 200, -1);
            exchange.close();
        });
        server.start();
        try {
            OutsideConnection connection = to(server.getAddress());
            links("http://x.example/wiki/Caf\u00e9", "http://k\u00f6ln.example/a?b=\u00fc", "http://y.example/?a[]=1|2",
                    "http://z.example/100%", "http://z.example/Cafe\u0301", "http://q.example?c=%C3%A9", "http://old.example/old");
            assertEquals(List.of(), found(connection::ask));
            assertEquals(List.of("old.example/old", "old.example/wiki/Caf%C3%A9%7Cx", "q.example/?c=%C3%A9", "x.example/wiki/Caf%C3%A9",
                    "xn--kln-sna.example/a?b=%C3%BC", "y.example/?a%5B%5D=1%7C2", "z.example/100%25", "z.example/Cafe%CC%81"),
                    asked.stream().sorted().toList());
        } finally {
            server.stop(0);
        }
    }

    private static OutsideConnection to(SocketAddress server) {
        return new OutsideConnection((_, _) -> (InetSocketAddress) server, Duration.ofSeconds(1),
                (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    private void links(String... addresses) throws IOException {
        var text = new StringBuilder("---\ntitle: Links\ntranslated: no\n---\n");
        for (int i = 0; i < addresses.length; i++) {
            text.append(i == 0 ? "" : " ").append("[").append("A").append("](").append(addresses[i]).append(")");
        }
        site.write("content/en/links.md", text.append("\n").toString());
    }

    private List<String> found(BiFunction<String, URI, OutsideAnswer> ask) throws IOException {
        Path memory = site.getRoot().toPath().resolve("../outside-" + site.getRoot().getName() + ".json");
        var found = new ArrayList<String>();
        var reading = ServiceLoader.load(SiteReader.class).findFirst().orElseThrow()
                .read(site.getRoot().toPath());
        new OutsideLinks(ask, new OutsideMemory(memory, () -> now), () -> now).look(reading, new ParsedPages(reading),
                each -> found.add(each.toString()));
        return found;
    }
}
