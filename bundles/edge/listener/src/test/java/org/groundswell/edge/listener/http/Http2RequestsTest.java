package org.groundswell.edge.listener.http;

import static org.junit.Assert.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.frames.FrameType;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.groundswell.edge.listener.budgets.Http2Frames;
import org.groundswell.edge.listener.budgets.Loopback;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

public class Http2RequestsTest {
    private static final int END_STREAM_AND_HEADERS = 5;
    private Loopback site;

    @Before
    public void start() throws Exception {
        var http = new HttpConfiguration();
        http.addCustomizer(new Http2Requests());
        site = new Loopback(Loopback.FINE, new HttpConnectionFactory(), new HTTP2CServerConnectionFactory(http));
    }

    @After
    public void stop() throws Exception {
        site.stop();
    }

    @Test
    public void aRequestOfTooManyFieldsEndsAndTheConnectionGoesOn() throws Exception {
        try (Socket visitor = site.begin("127.0.0.1", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")) {
            send(visitor, FrameType.SETTINGS, 0, 0, new byte[0]);
            request(visitor, 1, RequestFields.MOST);
            request(visitor, 3, RequestFields.MOST + 1);
            request(visitor, 5, 1);
            var ends = Map.of(1, FrameType.HEADERS, 3, FrameType.RST_STREAM, 5, FrameType.HEADERS);
            for (int seen = 0; seen < ends.size();) {
                seen += isEnd(new DataInputStream(visitor.getInputStream()), ends) ? 1 : 0;
            }
        }
    }

    private static boolean isEnd(DataInputStream in, Map<Integer, FrameType> ends) throws IOException {
        byte[] payload = new byte[in.readUnsignedByte() << 16 | in.readUnsignedShort()];
        FrameType type = FrameType.from(in.readUnsignedByte());
        in.readUnsignedByte();
        int stream = in.readInt();
        in.readFully(payload);
        if (type == FrameType.RST_STREAM) {
            assertEquals(ErrorCode.ENHANCE_YOUR_CALM_ERROR.code, ByteBuffer.wrap(payload).getInt());
        }
        if (type != FrameType.RST_STREAM && type != FrameType.HEADERS) {
            return false;
        }
        assertEquals("stream " + stream, ends.get(stream), type);
        return true;
    }

    /** The plainest HPACK (RFC 7541, appendix A). */
    private static void request(Socket visitor, int stream, int fields) throws IOException {
        var block = new ByteArrayOutputStream();
        block.writeBytes(new byte[] {(byte) 0x82, (byte) 0x86, (byte) 0x84});
        block.writeBytes("\u0001\u0009localhost".getBytes(StandardCharsets.US_ASCII));
        block.writeBytes("\0\u0001a\u0001b".repeat(fields).getBytes(StandardCharsets.US_ASCII));
        send(visitor, FrameType.HEADERS, END_STREAM_AND_HEADERS, stream, block.toByteArray());
    }

    private static void send(Socket visitor, FrameType type, int flags, int stream, byte[] payload)
            throws IOException {
        visitor.getOutputStream().write(Http2Frames.frame(type.getType(), flags, stream, payload));
    }
}
