package org.groundswell.edge.listener.tls;

import static org.junit.Assert.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.Test;

public class UnfinishedFramesTest {
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int GOAWAY = 7;
    private static final int CONTINUATION = 9;
    private static final int END_HEADERS = 4;

    private final UnfinishedFrames frames = new UnfinishedFrames();

    @Test
    public void whatIsWholeIsNotKept() {
        assertEquals(0, read(PREFACE));
        assertEquals(0, read(frame(SETTINGS, 0, 0, 0)));
        assertEquals(0, read(frame(HEADERS, END_HEADERS, 100, 100)));
        assertEquals(0, read(frame(DATA, 0, 16_000, 10)));
        assertEquals(0, read(new byte[15_990]));
        assertEquals(0, read(frame(HEADERS, END_HEADERS, 0, 0)));
    }

    @Test
    public void aFrameIsKeptAsSoonAsItIsAnnounced() {
        read(PREFACE);
        for (int type : new int[] {HEADERS, SETTINGS, GOAWAY}) {
            assertEquals(32_000, read(frame(type, END_HEADERS, 16_000, 1)));
            assertEquals(32_000, read(new byte[15_998]));
            assertEquals(0, read(new byte[1]));
        }
    }

    @Test
    public void aHeadIsKeptUntilItsLastFrame() {
        read(PREFACE);
        assertEquals(200, read(frame(HEADERS, 0, 100, 100)));
        assertEquals(400, read(frame(CONTINUATION, 0, 100, 100)));
        assertEquals(600, read(frame(CONTINUATION, END_HEADERS, 100, 99)));
        assertEquals(0, read(new byte[1]));
    }

    @Test
    public void itDoesNotMatterHowItIsCut() {
        ByteBuffer all = ByteBuffer.allocate(400);
        all.put(PREFACE).put(frame(HEADERS, 0, 50, 50)).put(frame(CONTINUATION, END_HEADERS, 20, 20))
                .put(frame(DATA, 0, 5, 5)).put(frame(HEADERS, 0, 7, 3));
        long kept = 0;
        for (int i = 0; i < all.position(); i++) {
            kept = read(new byte[] {all.get(i)});
        }
        assertEquals(14, kept);
    }

    private long read(byte[] bytes) {
        // Behind others, as Jetty's buffers may be.
        ByteBuffer buffer = ByteBuffer.allocate(bytes.length + 3).position(3).put(bytes);
        return frames.afterReading(buffer, 3);
    }

    private static byte[] frame(int type, int flags, int length, int there) {
        return ByteBuffer.allocate(9 + there).put((byte) (length >> 16)).putShort((short) length).put((byte) type)
                .put((byte) flags).putInt(1).array();
    }
}
