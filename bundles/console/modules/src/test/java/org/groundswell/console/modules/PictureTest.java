package org.groundswell.console.modules;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.Test;
import org.xml.sax.InputSource;

public class PictureTest {
    private static final Pattern BOX = Pattern.compile("<rect x=\"(\\d+)\" y=\"([\\d.]+)\" width=\"(\\d+)\" height=\"(\\d+)\"");

    @Test
    public void eachUserIsLedToEachProviderByWayOfWhatFor() throws Exception {
        Map<String, Object> values = drawn(new Service("donations.ledger", true, Set.of("org.groundswell.ledger"),
                Set.of("org.groundswell.pages", "org.example.raffle")), new Service("PageSection", false,
                Set.of("org.groundswell.wall", "org.example.raffle"), Set.of("org.groundswell.pages")),
                new Service("nobodys", true, Set.of("org.groundswell.ledger"), Set.of()));
        String picture = svg(values);
        assertEquals("3 from users, 3 to providers", 6, count(picture, "<path "));
        assertEquals("2 users, 2 for, 3 providers", 7, count(picture, "<rect "));
        assertEquals(1, count(picture, "class=\"port\""));
        assertTrue(picture, picture.contains(">pages<") && picture.contains(">org.example.raffle<"));
        assertEquals("what nobody uses is in no line", List.of("donations.ledger", "PageSection"), List.copyOf(
                ((List<?>) values.get("uses")).stream().map(each -> ((Map<?, ?>) each).get("name")).toList()));
    }

    @Test
    public void noBoxLiesOnAnotherHoweverManyThereAre() throws Exception {
        var many = new ArrayList<Service>();
        for (int i = 0; i < 60; i++) {
            many.add(new Service("service" + i, i % 2 == 0, Set.of("provider" + i % 7), Set.of("user" + i % 11, "other" + i % 5)));
        }
        Map<String, Object> values = drawn(many.toArray(Service[]::new));
        var boxes = new ArrayList<double[]>();
        Matcher each = BOX.matcher(svg(values));
        while (each.find()) {
            var box = new double[] {number(each, 1), number(each, 2), number(each, 3), number(each, 4)};
            assertTrue("inside", box[1] >= 0 && box[1] + box[3] <= Double.parseDouble((String) values.get("height")));
            assertFalse("on another", boxes.stream().anyMatch(other -> other[0] == box[0]
                    && Math.abs(other[1] - box[1]) < box[3]));
            boxes.add(box);
        }
        assertEquals(60 + 7 + 11 + 5, boxes.size());
    }

    @Test
    public void namesAreTextAndShort() throws Exception {
        String picture = svg(drawn(new Service("<script>&\"", true, Set.of("a".repeat(200)), Set.of("b]]>"))));
        assertFalse(picture, picture.contains("<script>"));
        assertFalse(picture, picture.contains("a".repeat(31)));
    }

    @Test
    public void withoutAnybodyThereIsNothingToSee() throws Exception {
        assertEquals(0, count(svg(drawn()), "<rect "));
    }

    private static Map<String, Object> drawn(Service... services) {
        var values = new HashMap<String, Object>();
        var styles = new HashMap<String, String>();
        List.of(services).forEach(each -> {
            each.providers().forEach(name -> styles.put(name, "module"));
            each.users().forEach(name -> styles.put(name, "module"));
        });
        Picture.addTo(values, List.of(services), styles);
        return values;
    }

    private static String svg(Map<String, Object> values) throws Exception {
        String text = "<svg>" + values.get("picture") + "</svg>";
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(text)));
        return text;
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }

    private static double number(Matcher found, int group) {
        return Double.parseDouble(found.group(group));
    }
}
