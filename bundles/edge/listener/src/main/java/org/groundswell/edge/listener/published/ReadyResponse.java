package org.groundswell.edge.listener.published;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.jetty.http.DateGenerator;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.PreEncodedHttpField;

/**
 * A whole response in one buffer, head and body, made anew when a second has passed or the security headers changed.
 * Thread-safe.
 */
final class ReadyResponse {
    private static final byte[] STATUS = "HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\r\n".getBytes(StandardCharsets.US_ASCII);
    /** Of the head, beside the policy, which names the gateways' addresses. */
    private static final int MOST_HEAD_BYTES = 2048;

    private final ByteBuffer body;
    private final HttpField[] common;
    private final HttpField[] own;
    private final boolean framed;
    private volatile Made made = new Made(-1, null, null);

    /** @param framed whether it says itself who may show it in a frame */
    ReadyResponse(ByteBuffer body, HttpField[] common, HttpField[] own, boolean framed) {
        this.body = body;
        this.common = common;
        this.own = own;
        this.framed = framed;
    }

    private record Made(long second, HttpField policy, ByteBuffer bytes) {
    }

    /** A view of the bytes with a position of its own. */
    ByteBuffer bytes(SecurityHeaders security, long second) {
        Made now = made;
        if (now.second != second || now.policy != security.current()) {
            now = make(security, second);
            made = now;
        }
        return now.bytes.duplicate();
    }

    private Made make(SecurityHeaders security, long second) {
        HttpField policy = security.current();
        HttpFields.Mutable fields = HttpFields.build();
        fields.add(new PreEncodedHttpField("Date", DateGenerator.formatDate(second * 1000)));
        if (framed) {
            security.addWithoutFraming(fields);
        } else {
            security.addTo(fields);
        }
        List.of(common).forEach(fields::add);
        List.of(own).forEach(fields::add);
        ByteBuffer whole = ByteBuffer.allocateDirect(MOST_HEAD_BYTES + policy.getValue().length()
                + body.remaining());
        whole.put(STATUS);
        for (HttpField field : fields) {
            ((PreEncodedHttpField) field).putTo(whole, HttpVersion.HTTP_1_1);
        }
        whole.put(END).put(body.duplicate());
        return new Made(second, policy, whole.flip());
    }
}
