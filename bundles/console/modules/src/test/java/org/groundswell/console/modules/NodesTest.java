package org.groundswell.console.modules;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.groundswell.console.testing.Call;
import org.groundswell.console.testing.FakeFrame;
import org.groundswell.console.testing.TranslatedTexts;
import org.groundswell.kernel.api.records.SharedRecord;
import org.groundswell.pages.api.editing.Publication;
import org.groundswell.pages.api.editing.TextChange;
import org.groundswell.pages.api.publishing.PublishedSite;
import org.groundswell.stats.api.NodeFigures;
import org.groundswell.testing.RecordsInMemory;
import org.groundswell.testing.SetClock;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.After;
import org.junit.Test;

/** What the page says of two nodes over one database. */
public class NodesTest {
    private static final String SITE = "2026-11-28T20-00-00Z-3fa90c1d";

    private final RecordsInMemory records = new RecordsInMemory();
    private final SetClock clock = new SetClock("2026-11-28T20:00:00Z");
    private final FakeFrame frame = new FakeFrame(NodesServlet.class);
    private final List<NodeFigures.Node> heard = new ArrayList<>();
    private final SortedMap<String, String> bundlesHere = new TreeMap<>(Map.of("a", "1.0.0", "b", "1.0.0"));
    private final SortedMap<String, String> bundlesThere = new TreeMap<>(bundlesHere);
    private final Inventories here = node("here", bundlesHere);
    private final Inventories there = node("there", bundlesThere);
    private final NodesServlet page = new NodesServlet(frame, here);

    @After
    public void close() {
        here.close();
        there.close();
    }

    @Test
    public void aNodeThatStandsAloneSaysSoInASentence() throws Exception {
        for (String language : List.of("en", "nl", "ar")) {
            frame.language = language;
            assertTrue(language, shown().text().contains(TranslatedTexts.read(NodesServlet.class, language)
                    .getProperty("nodes.alone")));
        }
        assertEquals(0, shown().select("table").size());
    }

    @Test
    public void theOnlyOneOverItsDatabaseSaysThatNoOtherIsHeard() throws Exception {
        heard("here", false, true);
        here.bindRecords(records);
        here.tell();
        assertTrue(shown().text(), shown().text().contains("No other node is heard of."));
        assertEquals(1, shown().select("tbody tr").size());
        assertEquals("it differs from nobody", 0, shown().select("h2").size());
    }

    @Test
    public void eachNodeHasALineAndWhatDiffersIsNamed() throws Exception {
        heard("here", false, true);
        heard("there", false, false);
        join();
        for (String language : List.of("en", "nl", "ar")) {
            frame.language = language;
            assertTrue(language, shown().select(".done").text().equals(TranslatedTexts.read(NodesServlet.class, language)
                    .getProperty("differences.nothing")));
        }
        frame.language = "en";
        bundlesThere.put("a", "1.0.1");
        bundlesThere.remove("b");
        bundlesThere.put("c<d>", "2.0.0");
        there.site = site(Optional.of(SITE), Optional.of(SITE));
        here.site = site(Optional.empty(), Optional.of(SITE));
        tell();
        Document shown = shown();
        List<List<String>> rows = shown.select("tbody tr").stream().map(each -> each.select("th, td").eachText()).toList();
        assertEquals(List.of("here this one", "Fit", "2026-11-28T20:00:00Z", "1.0.0", "a site of its own another one is wanted"),
                rows.get(0));
        assertEquals(List.of("there", "Not fit", "2026-11-28T20:00:00Z", "1.0.0", SITE), rows.get(1));
        assertEquals(List.of(List.of("a", "1.0.0", "1.0.1"), List.of("b", "1.0.0", "is not there"),
                List.of("c<d>", "is not there", "2.0.0")), rows.subList(2, 5));
        assertEquals(List.of("Module", "here", "there"), shown.select("table").last().select("thead th").eachText());
    }

    @Test
    public void aNodeThatHasNotToldIsComparedWithNobody() throws Exception {
        heard("here", false, true);
        heard("there", true, true);
        here.bindRecords(records);
        records.put(Inventories.JOURNAL, Map.of("there", "{\"parts\": \"of another release\"}"));
        here.tell();
        here.tell();
        Document shown = shown();
        assertTrue(shown.text(), shown.text().contains("Not heard for a minute") && shown.text().contains("not told yet"));
        assertEquals(0, shown.select("h2").size());
    }

    @Test
    public void itIsToldOnceAndAgainWhenItChanges() throws Exception {
        heard("here", false, true);
        join();
        long first = record("here").version();
        tell();
        assertEquals(first, record("here").version());
        bundlesHere.put("c", "1.0.0");
        tell();
        assertTrue(record("here").version() > first);
        assertTrue(record("here").value(), record("here").value().contains("\"c\":\"1.0.0\""));
        records.put(Inventories.JOURNAL, Map.of("here", ""));
        tell();
        assertTrue("who is there tells again", record("here").value().contains("\"c\""));
    }

    @Test
    public void whoIsNotHeardOfForAnHourTakesNoRoom() throws Exception {
        heard("here", false, true);
        heard("there", false, true);
        join();
        heard.removeLast();
        here.tell();
        clock.pass(Inventories.FORGOTTEN.minusSeconds(1));
        here.tell();
        assertFalse(record("there").value().isEmpty());
        clock.pass(Duration.ofSeconds(1));
        here.tell();
        assertEquals("", record("there").value());
        assertFalse(record("here").value().isEmpty());
    }

    @Test
    public void withoutTheDatabaseWhatWasHeardLastIsShown() throws Exception {
        heard("here", false, true);
        heard("there", false, true);
        join();
        records.away(true);
        bundlesHere.put("a", "9.0.0");
        tell();
        assertTrue(shown().text(), shown().text().contains("9.0.0"));
    }

    private SharedRecord record(String name) throws Exception {
        return records.after(Inventories.JOURNAL, 0, 100).stream().filter(each -> each.key().equals(name)).findFirst()
                .orElseThrow();
    }

    private void heard(String name, boolean isSilent, boolean isFit) {
        heard.add(new NodeFigures.Node(name, name.equals("here"), "1.0.0", Instant.parse("2026-11-28T20:00:00Z"), isSilent, isFit,
                0, 0, 0));
    }

    private void join() {
        here.bindRecords(records);
        there.bindRecords(records);
        tell();
        tell();
    }

    private void tell() {
        here.tell();
        there.tell();
        here.tell();
    }

    private Document shown() throws Exception {
        return Jsoup.parse(Call.get(page, null, "operator").body());
    }

    private Inventories node(String name, SortedMap<String, String> bundles) {
        var node = new Inventories(() -> bundles, clock);
        node.nodes = () -> heard.isEmpty() ? Optional.empty() : Optional.of(new NodeFigures.AllNodes(0, 0, 0, 0, 0,
                heard.stream().map(each -> new NodeFigures.Node(each.name(), each.name().equals(name), each.release(), each.heard(),
                        each.isSilent(), each.isFit(), 0, 0, 0)).toList()));
        return node;
    }

    private static PublishedSite site(Optional<String> laid, Optional<String> wanted) {
        return new PublishedSite() {
            @Override
            public Optional<String> laid() {
                return laid;
            }

            @Override
            public Optional<String> wanted() {
                return wanted;
            }

            @Override
            public boolean isForAll() {
                return wanted.isPresent();
            }

            @Override
            public Publication publish(List<TextChange> changes) {
                throw new UnsupportedOperationException("nobody publishes here");
            }
        };
    }
}
