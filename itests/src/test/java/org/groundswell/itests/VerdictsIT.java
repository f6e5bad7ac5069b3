package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.After;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Bundles of ten lines that break what donors need, or seem to: who is to blame is judged rightly. */
public class VerdictsIT {
    private static final String LEDGER = "org.groundswell.donations.ledger.sqlite";
    private static final String BOOK = "org.example.book";
    /** A ledger that says yes to everything, put in the shipped one's place. */
    private static final String LEDGER_SOURCE = """
            package org.example.book;

            import java.time.*;
            import java.util.*;
            import org.groundswell.donations.api.*;
            import org.groundswell.donations.api.gifts.*;
            import org.groundswell.donations.api.receipts.*;
            import org.groundswell.kernel.api.ports.Port;
            import org.joda.money.CurrencyUnit;
            import org.joda.money.Money;
            import org.osgi.service.component.annotations.*;

            @Port(port = "donations.ledger")
            @Component(service = %1$s, property = "service.ranking:Integer=100")
            public class Book implements Ledger, ReceiptBook, GiftBook {
                private final Totals nothing = new Totals("flood", Money.zero(CurrencyUnit.EUR), 0, Instant.EPOCH);
                public PledgeOutcome pledge(Pledge pledge) { %2$s }
                public ChangeOutcome change(Change change) { return new ChangeOutcome.Unknown(); }
                public Optional<Donation> donation(UUID id) { return Optional.empty(); }
                public Optional<Donation> byKey(String key) { return Optional.empty(); }
                public Optional<Donation> byPayment(String provider, String id) { return Optional.empty(); }
                public List<Entry> entries(UUID donation) { return List.of(); }
                public String position() { return Ledger.BEGINNING; }
                public EntryPage entriesAfter(String position, int limit) {
                    return new EntryPage(List.of(), position);
                }
                public Totals totals(String campaign, CurrencyUnit currency) { return nothing; }
                public List<Donation> latest(String campaign, int limit) { return List.of(); }
                public List<Donation> open(UUID after, int limit) { return List.of(); }
                public List<Donation> newest(UUID before, int limit) { return List.of(); }
                public List<Recount> recount() { return List.of(); }
                public void endRehearsal(Instant at) { }
                public void takeRealMoney(Instant at) { }
                public Optional<String> failure() { return Optional.empty(); }
                public List<Donation> take(Instant now, Instant until, int limit) { return List.of(); }
                public Optional<IssuedReceipt> issue(UUID donation, Instant at, ZoneId zone) { return Optional.empty(); }
                public void settle(UUID donation, Instant at) { }
                public void postpone(UUID donation, Instant until) { }
                public boolean again(UUID donation, Instant at) { return false; }
                public Optional<IssuedReceipt> issued(UUID donation) { return Optional.empty(); }
                public Optional<UUID> donation(IssuedReceipt receipt) { return Optional.empty(); }
                public long owed() { return 0; }
                public PledgeOutcome enter(Pledge pledge, Way way, Remark remark) { return pledge(pledge); }
                public ChangeOutcome correct(UUID donation, Donor donor, long basis, Remark remark) {
                    return new ChangeOutcome.Unknown();
                }
                public ChangeOutcome erase(UUID donation, String author, Instant at) {
                    return new ChangeOutcome.Unknown();
                }
                public boolean remark(UUID donation, Remark remark) { return false; }
                public List<Remark> remarks(UUID donation) { return List.of(); }
                public BegunRefund begin(BegunRefund refund, Remark remark) { return refund; }
                public void end(String key, BegunRefund.State state) { }
                public Optional<BegunRefund> refund(String key) { return Optional.empty(); }
                public Optional<BegunRefund> openRefund(UUID donation) { return Optional.empty(); }
            }
            """;
    private static final String READER_SOURCE = """
            package org.example.reader;

            import java.nio.file.*;
            import org.groundswell.donations.api.Ledger;
            import org.groundswell.donations.api.receipts.ReceiptBook;
            import org.joda.money.CurrencyUnit;
            import org.osgi.service.component.annotations.*;

            @Component(service = Reader.class, immediate = true)
            public class Reader {
                private volatile boolean over;
                @Activate
                public Reader(@Reference Ledger ledger, @Reference ReceiptBook receipts) {
                    Thread.ofVirtual().start(() -> {
                        for (int round = 1; !over; round++) {
                            try {
                                %1$s;
                            } catch (RuntimeException e) {
                                // What it reads is of no interest.
                            }
                            if (round == 60) {
                                asked();
                            }
                            java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
                        }
                    });
                }
                private static void asked() {
                    try {
                        Files.createFile(Path.of(System.getProperty("groundswell.home"), "data", "asked"));
                    } catch (java.io.IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                }
                @Deactivate
                void stop() {
                    over = true;
                }
            }
            """;
    private static final String SERVLET_SOURCE = """
            package org.example.%1$s;

            import jakarta.servlet.*;
            import jakarta.servlet.http.*;
            import org.groundswell.edge.api.PublicServlet;
            import org.groundswell.kernel.api.ports.Port;
            import org.osgi.service.component.annotations.*;
            import org.osgi.service.servlet.whiteboard.propertytypes.*;

            @Port(port = "example.answer")
            @Component(service = Servlet.class, scope = ServiceScope.%2$s, property = "service.ranking:Integer=%3$d")
            @PublicServlet
            @HttpWhiteboardServletPattern("/answer")
            public class Answer extends HttpServlet {
                private static final long serialVersionUID = 1L;
                @Override
                protected void doGet(HttpServletRequest request, HttpServletResponse response)
                        throws ServletException, java.io.IOException {
                    %4$s
                }
            }
            """;
    /** A component that says goodbye to a port of its own bundle, which goes first. */
    private static final String PAIR_SOURCE = """
            package org.example.pair;

            import java.nio.file.*;
            import java.util.function.Supplier;
            import org.groundswell.kernel.api.ports.Port;
            import org.osgi.service.component.annotations.*;

            @Component(service = Pair.class, immediate = true)
            public class Pair {
                @Reference(target = "(pair=yes)")
                Supplier<String> port;

                @Deactivate
                void stop() throws java.io.IOException {
                    String last;
                    try {
                        last = port.get();
                    } catch (RuntimeException e) {
                        last = e.getMessage();
                    }
                    Files.writeString(Path.of(System.getProperty("groundswell.home"), "data", "told"), last);
                }

                @Port(port = "example.pair")
                @Component(service = Supplier.class, property = "pair=yes")
                public static class Provider implements Supplier<String> {
                    public String get() {
                        return "passed";
                    }
                }
            }
            """;
    private static final String HELLO = "response.getWriter().print(\"%s\");";

    @ClassRule
    public static final SharedNode NODE = new SharedNode("verdicts", Map.of(
            "org.groundswell.kernel.keeper", List.of("probationMillis = 4000"),
            "org.groundswell.kernel.keeper.care", List.of("everyMillis = 200", "backoffMillis = 100", "restarts = 1",
                "failuresAllowed = 2")));
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final Node node = NODE.node();
    private final Visitor visitor = node.visitor();

    /** Also after a test that failed. */
    @After
    public void emptyDeployFolder() throws Exception {
        try (var files = Files.newDirectoryStream(node.home().resolve("deploy"), "*.{jar,json}")) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Await.until("only shipped bundles are left", () -> !node.script("shell", "lb", "-s").text()
                .contains("org.example") && visitor.get("/readyz/give").status() == 200);
    }

    @Test
    public void aLedgerThatTakesNoPledgeGoesBackHoweverWellItReads() throws Exception {
        Files.deleteIfExists(node.home().resolve("data/asked"));
        deploy(READER_SOURCE.formatted("ledger.totals(\"flood\", CurrencyUnit.EUR)"), "GOOD");
        var log = new SwapLog(node);
        TestBundle.deploy(node, build(LEDGER_SOURCE.formatted("{Ledger.class, ReceiptBook.class, GiftBook.class}",
                "throw new IllegalStateException(\"no\");")));
        log.await(BOOK, "BEGUN");
        Await.until("it is judged", () -> {
            visitor.give("5", "Refused", "pay");
            return log.records().stream().anyMatch(each -> List.of("GOOD", "ROLLED_BACK").contains(
                    each.get("outcome").getAsString()));
        });
        String reason = log.reason(BOOK, "ROLLED_BACK");
        assertTrue(reason, reason.contains("Ledger.pledge calls broke"));
        assertTrue(visitor.give("5", "Taken", "pay").body().contains("Thank you!"));
        assertEquals("who was in its way is not to blame", List.of(), log.records().stream()
                .filter(each -> !each.get("bundle").getAsString().equals(BOOK))
                .filter(each -> !each.get("outcome").getAsString().equals("TAKEN_OVER")).toList());
    }

    @Test
    public void aConsumerThatAsksWronglyDoesNotTakeTheLedgerFromTheOthers() throws Exception {
        asksWrongly("ledger.totals(null, null)");
    }

    /** An operation that nobody else asks for, and arguments that are wrong only when they are reckoned with. */
    @Test
    public void receiptsThatBreakTakeTheLedgerFromNobody() throws Exception {
        asksWrongly("receipts.postpone(java.util.UUID.randomUUID(), java.time.Instant.MAX)");
    }

    private void asksWrongly(String call) throws Exception {
        var log = new SwapLog(node);
        Files.deleteIfExists(node.home().resolve("data/asked"));
        deploy(READER_SOURCE.formatted(call), "GOOD");
        Await.until("it has asked", () -> Files.exists(node.home().resolve("data/asked")));
        assertTrue(visitor.give("5", "Unmoved", "pay").body().contains("Thank you!"));
        assertEquals("the ledger was left alone", List.of(), log.records().stream()
                .filter(each -> each.get("bundle").getAsString().equals(LEDGER)).toList());
        assertTrue(node.script("shell", "groundswell:ports").text().contains("org.example.reader"));
    }

    @Test
    public void aLedgerWithOneOfThreeInterfacesIsRefused() throws Exception {
        String reason = deploy(LEDGER_SOURCE.formatted("Ledger.class", "throw new IllegalStateException(\"no\");"),
                "ROLLED_BACK");
        assertTrue(reason, reason.contains("ReceiptBook"));
        assertTrue(visitor.give("5", "Unsplit", "pay").body().contains("Thank you!"));
    }

    @Test
    public void aServletThatAlwaysThrowsGoesBack() throws Exception {
        var log = new SwapLog(node);
        TestBundle.deploy(node, build(servlet("answer", 0, "throw new ServletException(\"always\");")));
        log.await("org.example.answer", "BEGUN");
        Await.until("it is judged", () -> {
            visitor.get("/answer");
            return log.records().stream().anyMatch(each -> List.of("GOOD", "ROLLED_BACK").contains(
                    each.get("outcome").getAsString()));
        });
        assertTrue(log.reason("org.example.answer", "ROLLED_BACK").contains("calls broke"));
    }

    @Test
    public void aTakeOverIsWrittenDown() throws Exception {
        var log = new SwapLog(node);
        deploy(servlet("answer", 0, HELLO.formatted("first")), "GOOD");
        assertEquals("first", visitor.get("/answer").body());
        TestBundle.deploy(node, TestBundle.build(folder.newFolder().toPath(),
                servlet("other", 10, HELLO.formatted("second")), Map.of("Groundswell-Paths", "/answer")));
        assertEquals("", log.reason("org.example.other", "GOOD"));
        assertEquals("second", visitor.get("/answer").body());
        assertTrue(log.reason("org.example.other", "TAKEN_OVER").contains("example.answer"));
    }

    @Test
    public void whatIsMadeAnewForEachConsumerIsNoPort() throws Exception {
        String reason = deploy(SERVLET_SOURCE.formatted("answer", "PROTOTYPE", 0, HELLO.formatted("")), "ROLLED_BACK");
        assertTrue(reason, reason.contains("scope is prototype"));
    }

    @Test
    public void aFragmentIsRefusedForWhatItIs() throws Exception {
        var log = new SwapLog(node);
        TestBundle.deploy(node, TestBundle.build(folder.newFolder().toPath(), servlet("piece", 0, ""),
                Map.of("Fragment-Host", "org.groundswell.pages.site", "Service-Component", "")));
        String reason = log.reason("org.example.piece", "REFUSED");
        assertTrue(reason, reason.contains("fragment of org.groundswell.pages.site"));
    }

    @Test
    public void aComponentThatIsDeactivatedIsNotMadeToWaitForItsOwnBundle() throws Exception {
        Path told = node.home().resolve("data/told");
        Files.deleteIfExists(told);
        deploy(PAIR_SOURCE, "GOOD");
        var log = new SwapLog(node);
        Files.delete(node.home().resolve("deploy/org.example.pair.jar"));
        log.await("org.example.pair", "REMOVED");
        String last = Files.readString(told);
        assertTrue(last, last.equals("passed") || last.contains("is not made to wait"));
    }

    private static String servlet(String name, int ranking, String body) {
        return SERVLET_SOURCE.formatted(name, "SINGLETON", ranking, body);
    }

    private String deploy(String source, String outcome) throws Exception {
        Path jar = build(source);
        var log = new SwapLog(node);
        TestBundle.deploy(node, jar);
        return log.reason(jar.getFileName().toString().replace(".jar", ""), outcome);
    }

    private Path build(String source) throws Exception {
        return TestBundle.build(folder.newFolder().toPath(), source);
    }
}
