package org.groundswell.itests;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Speaks HTTP/2 frame by frame (RFC 9113), so that a test can say what no client would. One request a connection. */
final class Http2Exchange implements AutoCloseable {
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int GOAWAY = 7;
    private static final int ACK = 1;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int STREAM = 1;
    /** The status codes of HPACK's static table, from its eighth entry on (RFC 7541, appendix A). */
    private static final int[] STATUS = {200, 204, 206, 304, 400, 404, 500};
    private static final int FIRST_STATUS = 8;

    private final SSLSocket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    Http2Exchange(SSLContext trust, int port) throws IOException {
        socket = new TlsClient(trust, port).over(new Socket("127.0.0.1", port), "h2");
        socket.setSoTimeout(10_000);
        in = new DataInputStream(socket.getInputStream());
        out = new DataOutputStream(socket.getOutputStream());
        out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        frame(SETTINGS, 0, 0, new byte[0]);
    }

    /**
     * Asks, and says how it ended: {@code 200}, {@code reset}, {@code goaway} or {@code closed}.
     *
     * @param body   null for none
     * @param fields names and values in turn
     */
    String ask(String body, String... fields) throws IOException {
        var block = new ByteArrayOutputStream();
        for (int i = 0; i < fields.length; i++) {
            if (i % 2 == 0) {
                // A literal without indexing, its name in full.
                block.write(0);
            }
            byte[] bytes = fields[i].getBytes(StandardCharsets.ISO_8859_1);
            block.write(bytes.length);
            block.writeBytes(bytes);
        }
        try {
            frame(HEADERS, END_HEADERS | (body == null ? END_STREAM : 0), STREAM, block.toByteArray());
            if (body != null) {
                frame(DATA, END_STREAM, STREAM, body.getBytes(StandardCharsets.US_ASCII));
            }
            return outcome();
        } catch (EOFException | SocketException e) {
            return "closed";
        }
    }

    private String outcome() throws IOException {
        while (true) {
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            int type = in.readUnsignedByte();
            int flags = in.readUnsignedByte();
            int stream = in.readInt();
            byte[] payload = in.readNBytes(length);
            if (type == SETTINGS && flags != ACK) {
                frame(SETTINGS, ACK, 0, new byte[0]);
            } else if (type == GOAWAY) {
                return "goaway";
            } else if (type == RST_STREAM && stream == STREAM) {
                return "reset";
            } else if (type == HEADERS && stream == STREAM) {
                return status(payload);
            }
        }
    }

    private static String status(byte[] block) {
        int at = 0;
        while ((block[at] & 0xe0) == 0x20) {
            // The size of the table, which changes nothing here: a number of one byte or more.
            boolean more = (block[at++] & 0x1f) == 0x1f;
            while (more) {
                more = block[at++] < 0;
            }
        }
        int index = (block[at] & 0x7f) - FIRST_STATUS;
        return block[at] < 0 && index >= 0 && index < STATUS.length ? String.valueOf(STATUS[index]) : "another status";
    }

    private void frame(int type, int flags, int stream, byte[] payload) throws IOException {
        out.writeByte(payload.length >> 16);
        out.writeShort(payload.length);
        out.writeByte(type);
        out.writeByte(flags);
        out.writeInt(stream);
        out.write(payload);
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
