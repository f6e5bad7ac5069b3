package org.groundswell.itests;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** HTTP/2 as an attacker writes it: frame by frame, without reading what comes back (RFC 9113, section 4). */
final class Http2Frames {
    static final int DATA = 0;
    static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    static final int GET = 0x82;
    static final int POST = 0x83;
    private static final int HTTPS = 0x87;
    private static final int AUTHORITY = 0x01;
    private static final int PATH = 0x04;

    private final OutputStream out;

    private Http2Frames(OutputStream out) {
        this.out = out;
    }

    /** Begins a connection. */
    static Http2Frames begun(OutputStream out) throws IOException {
        var frames = new Http2Frames(out);
        out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        frames.send(SETTINGS, 0, 0, new byte[0]);
        return frames;
    }

    /** A request whose body is still to come; the plainest header compression (RFC 7541, appendix A). */
    void request(int method, int stream, String path) throws IOException {
        request(method, END_HEADERS, stream, path);
    }

    /** A whole request for a page. */
    void get(int stream, String path) throws IOException {
        request(GET, END_HEADERS | END_STREAM, stream, path);
    }

    private void request(int method, int flags, int stream, String path) throws IOException {
        var block = new ByteArrayOutputStream();
        block.write(method);
        block.write(HTTPS);
        literal(block, PATH, path);
        literal(block, AUTHORITY, "localhost");
        send(HEADERS, flags, stream, block.toByteArray());
    }

    void send(int type, int flags, int stream, byte[] payload) throws IOException {
        out.write(ByteBuffer.allocate(9 + payload.length).put((byte) 0).putShort((short) payload.length)
                .put((byte) type).put((byte) flags).putInt(stream).put(payload).array());
        out.flush();
    }

    private static void literal(ByteArrayOutputStream block, int name, String value) {
        block.write(name);
        block.write(value.length());
        block.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
    }
}
