package org.groundswell.edge.http1;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.BadMessageException;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.util.BufferUtil;

/**
 * Refuses two things that Jetty's parser takes under every compliance mode: a line feed alone for the end of a line, and
 * several spaces for one in the request line (RFC 9112, sections 2.2 and 3). A proxy in front that does not may see
 * another request there. And more fields than a head or its trailers may have: Jetty bounds their bytes only, and the
 * shortest field takes twenty times its bytes of the heap. What does not come whole is counted as long as it is coming.
 * Looks at the bytes before Jetty takes them, however they are cut into pieces; used by one thread at a time, as Jetty's.
 */
final class StrictParser extends HttpParser {
    /** What a byte of a line takes: it is in a text that doubles when it is full. */
    private static final int BYTE_TAKES = 2;
    private static final int FIELD_TAKES = 96;
    /** A longer line leaves Jetty's parser, which keeps the room for it, with more than a connection may take at rest. */
    private static final int USUAL_LINE = 1024;

    private final int maxFields;
    private final HeadMemory memory;
    private long held;
    /** Of a head or of trailers that are not whole. */
    private int bytes;
    private int fields;
    private int lineBytes;
    private int longestField;
    private int longestRequestLine;
    private byte last;
    private boolean isLineEmpty = true;

    StrictParser(RequestHandler handler, int maxHeaderBytes, int maxFields, HeadMemory memory,
            HttpCompliance compliance) {
        super(handler, maxHeaderBytes, compliance);
        this.maxFields = maxFields;
        this.memory = memory;
    }

    @Override
    public boolean parseNext(ByteBuffer buffer) {
        if (getState().ordinal() < State.HEADER.ordinal()) {
            try {
                // With the line's end there, fields follow, which are counted with it.
                if (!look(buffer, true)) {
                    hold();
                }
            } catch (HttpException.RuntimeException e) {
                BufferUtil.clear(buffer);
                badMessage(e);
                return false;
            }
        }
        return super.parseNext(buffer);
    }

    /** Fields of the head, and those behind a body in chunks. */
    @Override
    protected boolean parseFields(ByteBuffer buffer) {
        look(buffer, false);
        hold();
        return super.parseFields(buffer);
    }

    @Override
    public void reset() {
        super.reset();
        fields = 0;
        bytes = 0;
        beginLine();
        lineBytes = 0;
    }

    /** Before Jetty takes the bytes. What is held after a mistake is held until the connection's end, which is near. */
    private void hold() {
        long needed = needed();
        if (needed == held) {
            return;
        }
        if (!memory.hold(needed)) {
            throw new HttpException.RuntimeException(HttpStatus.SERVICE_UNAVAILABLE_503,
                    "No room for a request of this size");
        }
        held = needed;
    }

    /** For what is coming, and for what a long line leaves until the connection's end. */
    private long needed() {
        long coming = bytes == 0 ? 0 : (long) bytes * BYTE_TAKES + (long) fields * FIELD_TAKES;
        return coming + left(longestField) + left(longestRequestLine);
    }

    private static long left(int longest) {
        return longest > USUAL_LINE ? (long) longest * BYTE_TAKES : 0;
    }

    /**
     * Takes nothing; ends behind the request line, or behind the empty line that ends the fields.
     *
     * @return whether that end has come
     */
    private boolean look(ByteBuffer buffer, boolean isRequestLine) {
        int begin = buffer.position();
        int lineBegin = begin - lineBytes;
        for (int at = begin; at < buffer.limit(); at++) {
            byte each = buffer.get(at);
            if (each == '\n') {
                if (last != '\r') {
                    throw new BadMessageException("A line ends without a carriage return");
                }
                noteLine(at - lineBegin, isRequestLine);
                lineBegin = at + 1;
                // Empty lines before a request are left over from the one before.
                boolean isEnd = isLineEmpty != isRequestLine;
                beginLine();
                if (isEnd) {
                    fields = 0;
                    bytes = isRequestLine ? at + 1 - begin : 0;
                    lineBytes = 0;
                    return true;
                }
                if (!isRequestLine && ++fields > maxFields) {
                    throw new BadMessageException(HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431,
                            "More than " + maxFields + " fields");
                }
            } else {
                if (isRequestLine && each == ' ' && last == ' ') {
                    throw new BadMessageException("Two spaces in the request line");
                }
                isLineEmpty &= each == '\r';
                last = each;
            }
        }
        bytes += buffer.limit() - begin;
        lineBytes = buffer.limit() - lineBegin;
        return false;
    }

    private void noteLine(int length, boolean isRequestLine) {
        if (isRequestLine) {
            longestRequestLine = Math.max(longestRequestLine, length);
        } else {
            longestField = Math.max(longestField, length);
        }
    }

    private void beginLine() {
        last = 0;
        isLineEmpty = true;
    }
}
