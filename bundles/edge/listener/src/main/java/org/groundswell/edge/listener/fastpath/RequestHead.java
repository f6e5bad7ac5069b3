package org.groundswell.edge.listener.fastpath;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpStatus;
import org.groundswell.edge.listener.http.HostName;
import org.groundswell.edge.listener.http.RequestFields;

/**
 * Reads the head of a plain request for a page: a GET as browsers send it, whole in the buffer. Whatever is not as
 * plain as that (another method, a query, a body, a condition, an odd character) is for Jetty's parser, which knows what
 * to make of it; this one never guesses. Not thread-safe.
 */
final class RequestHead {
    private static final byte[] GET = "GET /".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VERSION = "HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int EMPTY_LINE = 4;
    private static final byte[] HOST = "host".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] AGENT = "user-agent".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] REFERER = "referer".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ENCODING = "accept-encoding".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CONNECTION = "connection".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] KEEP_ALIVE = "keep-alive".getBytes(StandardCharsets.US_ASCII);
    /** Begin of names that change what is asked for or how it ends; each is Jetty's business. */
    private static final byte[][] UNUSUAL = names("content-", "transfer-", "expect", "upgrade:", "te:", "trailer",
            "if-", "range:", "http2-", "keep-alive:", "proxy-");

    private ByteBuffer in;
    private int begin;
    private int at;
    private String path;
    private String accepts;
    private String agent;
    private boolean host;
    private int hostBegin;
    private int hostEnd;
    /** As long as the end is before the begin there is none. */
    private int refererBegin;
    private int refererEnd;

    /** What the bytes are. */
    enum Result { PLAIN, UNFINISHED, UNUSUAL }

    /** Reads from the buffer's position; if the request is plain, the position is behind its head afterwards. */
    Result read(ByteBuffer buffer) {
        in = buffer;
        begin = buffer.position();
        at = begin;
        accepts = null;
        agent = "";
        host = false;
        refererBegin = 0;
        refererEnd = -1;
        if (!beginsAsPlain(buffer.limit())) {
            return Result.UNUSUAL;
        }
        // With an empty line somewhere ahead, no loop below can run past the end.
        if (!isWhole(buffer.limit())) {
            // Jetty refuses it now, instead of nobody when its time is up.
            return hasBareLineFeed(buffer.limit()) ? Result.UNUSUAL : Result.UNFINISHED;
        }
        if (!path() || !fields()) {
            return Result.UNUSUAL;
        }
        buffer.position(at);
        return Result.PLAIN;
    }

    private boolean beginsAsPlain(int end) {
        for (int i = 0; i < GET.length && at + i < end; i++) {
            if (in.get(at + i) != GET[i]) {
                return false;
            }
        }
        return true;
    }

    /** Mostly the buffer ends where the head does. */
    private boolean isWhole(int end) {
        for (int last = end; last - at >= EMPTY_LINE; last--) {
            if (in.get(last - 1) == '\n' && in.get(last - 3) == '\n' && in.get(last - 2) == '\r'
                    && in.get(last - 4) == '\r') {
                return true;
            }
        }
        return false;
    }

    private boolean hasBareLineFeed(int end) {
        for (int i = at + 1; i < end; i++) {
            if (in.get(i) == '\n' && in.get(i - 1) != '\r') {
                return true;
            }
        }
        return false;
    }

    /** The status for a head that has not ended in all the room there is. */
    static int tooLarge(ByteBuffer begun) {
        for (int at = begun.position(); at < begun.limit(); at++) {
            if (begun.get(at) == '\n') {
                return HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431;
            }
        }
        return HttpStatus.URI_TOO_LONG_414;
    }

    /** Where the head began in the buffer. */
    int begin() {
        return begin;
    }

    String requested() {
        return path;
    }

    /** The header {@code Accept-Encoding}, or null where there is none. */
    String accepts() {
        return accepts;
    }

    String agent() {
        return agent;
    }

    /** The header {@code Host}; made when it is asked for, which is seldom, and only until the buffer is filled anew. */
    String host() {
        return Ascii.text(in, hostBegin, hostEnd);
    }

    /** The header {@code Referer}, or null where there is none; as {@link #host()}. */
    String referer() {
        return refererEnd < refererBegin ? null : Ascii.text(in, refererBegin, refererEnd);
    }

    private boolean path() {
        int start = at + GET.length - 1;
        at += GET.length;
        byte last = '/';
        for (byte each = next(); each != ' '; each = next()) {
            boolean odd = (each == '/' || each == '.') && last == '/';
            if (odd || !Ascii.isOfPlainPath(each)) {
                return false;
            }
            last = each;
        }
        path = Ascii.text(in, start, at - 1);
        if (!Ascii.startsWith(in, at, VERSION)) {
            return false;
        }
        at += VERSION.length;
        return true;
    }

    private boolean fields() {
        for (int count = 1; peek() != '\r'; count++) {
            if (count > RequestFields.MOST || !field()) {
                return false;
            }
        }
        at++;
        return next() == '\n' && host;
    }

    private boolean field() {
        for (byte[] unusual : UNUSUAL) {
            if (Ascii.startsWith(in, at, unusual)) {
                return false;
            }
        }
        int name = at;
        while (Ascii.isOfName(peek())) {
            at++;
        }
        int colon = at;
        if (next() != ':' || colon == name) {
            return false;
        }
        while (peek() == ' ') {
            at++;
        }
        int value = at;
        while (peek() >= ' ' && peek() < 0x7f) {
            at++;
        }
        int valueEnd = at;
        return next() == '\r' && next() == '\n' && note(name, colon, value, valueEnd);
    }

    /** Whether the field leaves the request a plain one. */
    private boolean note(int name, int colon, int value, int valueEnd) {
        if (Ascii.is(in, AGENT, name, colon)) {
            agent = Ascii.text(in, value, valueEnd);
        } else if (Ascii.is(in, ENCODING, name, colon)) {
            if (accepts != null) {
                return false;
            }
            accepts = Ascii.text(in, value, valueEnd);
        } else if (Ascii.is(in, HOST, name, colon)) {
            boolean first = !host;
            host = true;
            hostBegin = value;
            hostEnd = valueEnd;
            return first && HostName.isPlain(in, value, valueEnd);
        } else if (Ascii.is(in, CONNECTION, name, colon)) {
            return Ascii.is(in, KEEP_ALIVE, value, valueEnd);
        } else if (Ascii.is(in, REFERER, name, colon)) {
            refererBegin = value;
            refererEnd = valueEnd;
        }
        return true;
    }

    private byte peek() {
        return in.get(at);
    }

    private byte next() {
        return in.get(at++);
    }

    private static byte[][] names(String... names) {
        byte[][] bytes = new byte[names.length][];
        for (int i = 0; i < names.length; i++) {
            bytes[i] = names[i].getBytes(StandardCharsets.US_ASCII);
        }
        return bytes;
    }
}
