package org.groundswell.edge.listener.budgets;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What a visitor sends over HTTP/2 (RFC 9113, section 4), with the plainest header compression (RFC 7541, appendix A). */
public final class Http2Frames {
    private static final int HEADERS = 1;
    private static final int END_HEADERS = 4;
    private static final int END_HEADERS_AND_STREAM = 5;
    private static final int GET = 0x82;
    private static final int POST = 0x83;
    private static final int HTTP = 0x86;
    private static final int PATH = 0x04;
    private static final int AUTHORITY = 0x01;

    private Http2Frames() {
    }

    /** A whole request for a page. */
    public static byte[] get(int stream, String path) {
        return request(GET, END_HEADERS_AND_STREAM, stream, path);
    }

    /** A request whose body comes later. */
    public static byte[] post(int stream, String path) {
        return request(POST, END_HEADERS, stream, path);
    }

    private static byte[] request(int method, int flags, int stream, String path) {
        var block = new ByteArrayOutputStream();
        block.write(method);
        block.write(HTTP);
        literal(block, PATH, path);
        literal(block, AUTHORITY, "localhost");
        return frame(HEADERS, flags, stream, block.toByteArray());
    }

    private static void literal(ByteArrayOutputStream block, int name, String value) {
        block.write(name);
        block.write(value.length());
        block.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
    }

    public static byte[] frame(int type, int flags, int stream, byte[] payload) {
        return ByteBuffer.allocate(9 + payload.length).put((byte) 0).putShort((short) payload.length).put((byte) type)
                .put((byte) flags).putInt(stream).put(payload).array();
    }
}
