package org.groundswell.edge.listener.tls;

import java.nio.ByteBuffer;

/**
 * Follows the frames of an HTTP/2 connection (RFC 9113, section 4.1) and knows how much of them their reader has to keep:
 * a frame until it is whole, and heads until their last frame is. Used by one thread at a time.
 */
final class UnfinishedFrames {
    /** As ALPN names it. */
    static final String PROTOCOL = "h2";
    /** Of the line that each connection begins with. */
    private static final int PREFACE_BYTES = 24;
    private static final int HEADER_BYTES = 9;
    private static final int TYPE_AT = 3;
    private static final int FLAGS_AT = 4;
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int CONTINUATION = 9;
    private static final int END_HEADERS = 4;
    private static final int BYTE = 0xff;
    /** What is kept is kept once more while it is read. */
    private static final int BYTE_TAKES = 2;

    private final byte[] header = new byte[HEADER_BYTES];
    private int headerBytes;
    /** Of what is no header: the line at the beginning, then each frame's payload. */
    private int rest = PREFACE_BYTES;
    private boolean headGoesOn;
    private long kept;

    /** What has to be kept after what is between the two positions of the buffer. */
    long afterReading(ByteBuffer bytes, int from) {
        int at = from;
        while (at < bytes.position()) {
            if (rest > 0) {
                int skipped = Math.min(rest, bytes.position() - at);
                at += skipped;
                rest -= skipped;
                endPayload();
            } else {
                header[headerBytes++] = bytes.get(at++);
                if (headerBytes == HEADER_BYTES) {
                    headerBytes = 0;
                    beginPayload();
                }
            }
        }
        return kept * BYTE_TAKES;
    }

    private void beginPayload() {
        rest = (header[0] & BYTE) << 16 | (header[1] & BYTE) << 8 | header[2] & BYTE;
        int type = header[TYPE_AT];
        headGoesOn = (type == HEADERS || type == CONTINUATION) && (header[FLAGS_AT] & END_HEADERS) == 0;
        // Bodies are taken as they come, and have a budget of their own.
        kept += type == DATA ? 0 : rest;
        endPayload();
    }

    private void endPayload() {
        if (rest == 0 && !headGoesOn) {
            kept = 0;
        }
    }
}
