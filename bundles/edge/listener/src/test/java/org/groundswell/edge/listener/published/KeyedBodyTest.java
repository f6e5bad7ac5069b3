package org.groundswell.edge.listener.published;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.Test;

public class KeyedBodyTest {
    private static final String PLACE = "00000000-0000-7000-8000-000000000000";
    private static final String KEY = "01a1fd3d-de7e-7656-a082-18092e0d26dc";

    @Test
    public void everyEncodingTellsTheSamePage() throws IOException {
        String page = "<p>Ω key=" + PLACE + "</p>" + "water ".repeat(5_000);
        int offset = page.substring(0, page.indexOf(PLACE)).getBytes(StandardCharsets.UTF_8).length;
        var body = new KeyedBody(page.getBytes(StandardCharsets.UTF_8), offset);
        byte[] key = KEY.getBytes(StandardCharsets.US_ASCII);
        String expected = page.replace(PLACE, KEY);
        assertEquals(expected, StandardCharsets.UTF_8.decode(body.identity(key)).toString());
        ByteBuffer packed = body.gzip(key);
        assertTrue("compressed", packed.remaining() < page.length() / 20);
        assertEquals(expected, unpack(packed));
    }

    @Test
    public void bodiesThatCannotBeCompressedSurvive() throws IOException {
        var random = new Random(7);
        var noise = new StringBuilder();
        random.ints(60_000, ' ', 127).forEach(c -> noise.append((char) c));
        String page = noise + PLACE;
        var body = new KeyedBody(page.getBytes(StandardCharsets.UTF_8), noise.length());
        assertEquals(noise + KEY, unpack(body.gzip(KEY.getBytes(StandardCharsets.US_ASCII))));
    }

    private static String unpack(ByteBuffer packed) throws IOException {
        byte[] bytes = new byte[packed.remaining()];
        packed.get(bytes);
        try (var in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
