package org.groundswell.edge.http1;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.BadMessageException;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.util.BufferUtil;

/**
 * Refuses two things that Jetty's parser takes under every compliance mode: a line feed alone for the end of a line, and
 * several spaces for one in the request line (RFC 9112, sections 2.2 and 3). A proxy in front that does not may see
 * another request there. And more fields than a head or its trailers may have: Jetty bounds their bytes only, and the
 * shortest field takes twenty times its bytes of the heap. Looks at the bytes before Jetty takes them, however they are
 * cut into pieces; used by one thread at a time, as Jetty's.
 */
final class StrictParser extends HttpParser {
    private final int maxFields;
    private int fields;
    private byte last;
    private boolean isLineEmpty = true;

    StrictParser(RequestHandler handler, int maxHeaderBytes, int maxFields, HttpCompliance compliance) {
        super(handler, maxHeaderBytes, compliance);
        this.maxFields = maxFields;
    }

    @Override
    public boolean parseNext(ByteBuffer buffer) {
        if (getState().ordinal() < State.HEADER.ordinal()) {
            try {
                look(buffer, true);
            } catch (BadMessageException e) {
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
        return super.parseFields(buffer);
    }

    @Override
    public void reset() {
        super.reset();
        fields = 0;
        beginLine();
    }

    /** Takes nothing; ends behind the request line, or behind the empty line that ends the fields. */
    private void look(ByteBuffer buffer, boolean isRequestLine) {
        for (int at = buffer.position(); at < buffer.limit(); at++) {
            byte each = buffer.get(at);
            if (each == '\n') {
                if (last != '\r') {
                    throw new BadMessageException("A line ends without a carriage return");
                }
                // Empty lines before a request are left over from the one before.
                boolean isEnd = isLineEmpty != isRequestLine;
                beginLine();
                if (isEnd) {
                    fields = 0;
                    return;
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
    }

    private void beginLine() {
        last = 0;
        isLineEmpty = true;
    }
}
