package org.groundswell.shared.forms;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.Test;

public class FormFieldsTest {
    private static final String FORM = "application/x-www-form-urlencoded";

    @Test
    public void aFormIsReadAsBrowsersWriteIt() throws Exception {
        assertEquals(Map.of("name", "Zo\u00eb & Jos\u00e9", "amount", "12,50", "empty", "", "bare", ""),
                read("name=Zo%C3%AB+%26+Jos%c3%a9&amount=12%2C50&empty=&&bare&").values());
        assertEquals("a=b", read("x=a=b").get("x"));
        assertEquals("bytes that were not encoded", "\u00eb", read("x=\u00eb").get("x"));
        assertEquals("25", FormFields.read(TestRequest.of(FORM + "; charset=UTF-8", null, "amount=25")).get("amount"));
        assertEquals(Map.of(), read("").values());
    }

    @Test
    public void theAddressCannotSpeakForTheBodyNorTheBodyForTheAddress() throws Exception {
        var request = TestRequest.of(FORM, "provider=other&amount=9999&key=1", "amount=25");
        assertEquals(Map.of("amount", "25"), FormFields.read(request).values());
        assertEquals(Map.of("provider", "other", "amount", "9999", "key", "1"), FormFields.query(request).values());
        assertEquals(Map.of(), FormFields.query(TestRequest.of(FORM, null, "amount=25")).values());
    }

    @Test
    public void aFieldComesOnceHoweverItIsSpelled() throws Exception {
        refused(400, "amount=25&amount=2500");
        refused(400, "amount=25&%61mount=2500");
        refused(400, "amount&amount=");
        assertEquals("another case is another field", "25", read("amount=25&Amount=2500").get("amount"));
    }

    @Test
    public void whatIsNoFormIsRefused() {
        for (String body : List.of("a=%zz", "a=%", "a=%4", "a=%f", "%zz=a", "a=%ff%fe", "a=%c0%80", "a=%ed%a0%80",
                "a=%00", "a%00=b", "a=%EF%BF%BD", "a=%&b=41")) {
            refused(400, body);
            assertEquals(body, 400, assertThrows(BadFormException.class,
                    () -> FormFields.query(TestRequest.of(null, body, ""))).status());
        }
        for (String type : new String[] {null, "", "text/plain", FORM + "x", "multipart/form-data; boundary=x"}) {
            assertEquals(415, assertThrows(BadFormException.class,
                    () -> FormFields.read(TestRequest.of(type, null, "a=b"))).status());
        }
    }

    @Test
    public void fieldsNamesAndValuesHaveAnEnd() throws Exception {
        String most = IntStream.range(0, 64).mapToObj(i -> "f" + i + "=x").collect(Collectors.joining("&"));
        assertEquals(64, read(most).values().size());
        refused(400, most + "&f64=x");
        refused(400, "&".repeat(64));
        assertEquals(20_000, read("a=" + "x".repeat(20_000)).get("a").length());
        refused(413, "a=" + "x".repeat(20_001));
        refused(413, "a=" + "%78".repeat(20_001));
        refused(413, "n".repeat(65) + "=x");
        refused(413, "x".repeat(65_537));
        assertEquals("4,000 of the longest characters are a contact message", 8_000,
                read("a=" + "%F0%9F%92%9A".repeat(4_000)).get("a").length());
    }

    @Test
    public void onlyFieldsThatMayHaveLinesHaveThem() throws Exception {
        var form = FormFields.read(TestRequest.of(FORM, null, "provider=x%0A2026-01-01+ERROR&message=a%0D%0Ab%E2%80%AEc"
                + "&name=%E2%80%AEEve%C2%85x%E2%80%A8y%09z%07"), "message");
        assertEquals("x 2026-01-01 ERROR", form.get("provider"));
        assertEquals("a\nbc", form.get("message"));
        assertEquals("Eve x y z", form.get("name"));
        assertEquals("a b", FormFields.query(TestRequest.of(null, "message=a%0Ab", "")).get("message"));
    }

    @Test
    public void noMessageCarriesMoreThanAFieldsName() {
        var twice = assertThrows(BadFormException.class, () -> read("x%0Ay=secret&x%0Ay=secret"));
        assertEquals("Field 'x y' comes twice", twice.getMessage());
        var invalid = assertThrows(BadFormException.class, () -> read("a=secret%ff"));
        assertFalse(invalid.getMessage(), invalid.getMessage().contains("secret"));
    }

    @Test
    public void fourTimesAsMuchIsNotMuchMoreThanFourTimesTheWork() {
        for (String piece : List.of("&", "a=1&", "=", "%", "%41", "+", "a=%0a", "%e2%80%ae", "%F0%9F%92%9A", "a", "%zz",
                "&=", "\u202e")) {
            long quarter = work(piece.repeat(16_000 / piece.length()));
            long whole = work(piece.repeat(64_000 / piece.length()));
            assertTrue(piece + ": " + quarter + " ns, then " + whole, whole <= 10 * quarter + 2_000_000);
        }
    }

    @Test
    public void anyBytesAreAFormOrAreRefused() throws IOException {
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            String body = random.ints(random.nextInt(40), 0, 12).mapToObj(each -> "&=%+a4f\u00eb\n\u202e;0"
                    .substring(each, each + 1)).collect(Collectors.joining());
            try {
                read(body).values().values().forEach(each -> assertTrue(each, each.indexOf('\n') < 0
                        && each.indexOf('\u202e') < 0));
            } catch (BadFormException e) {
                assertTrue(body, e.status() == 400 || e.status() == 413);
            }
        }
    }

    /** The least of a few, because others use the machine as well. */
    private static long work(String body) {
        var cpu = ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 20; i++) {
            long start = cpu.getCurrentThreadCpuTime();
            try {
                read(body);
            } catch (BadFormException | IOException e) {
                assertFalse(e.toString(), e instanceof IOException);
            }
            least = Math.min(least, cpu.getCurrentThreadCpuTime() - start);
        }
        return least;
    }

    private static FormFields read(String body) throws BadFormException, IOException {
        return FormFields.read(TestRequest.of(FORM, null, body));
    }

    private static void refused(int status, String body) {
        assertEquals(body.substring(0, Math.min(40, body.length())), status,
                assertThrows(BadFormException.class, () -> read(body)).status());
    }
}
