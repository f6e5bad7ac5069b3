package org.groundswell.kernel.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/** How a command went, told behind what it printed: a zero byte, which no text has, and one more byte. */
final class Status {
    /** A line that begins so wants to hear it; other lines are answered with text alone. */
    static final String ASKED = "\u0001";
    private static final byte MARK = 0;
    private static final byte DONE = 'd';
    private static final byte FAILED = 'f';
    private static final int TRAILER = 2;

    private Status() {
    }

    static byte[] trailer(boolean done) {
        return new byte[] {MARK, done ? DONE : FAILED};
    }

    /** Copies an answer as it comes, without its end; whether it says that the command was done. */
    static boolean copy(InputStream answer, OutputStream out) throws IOException {
        byte[] buffer = new byte[8192];
        int held = 0;
        for (int read; (read = answer.read(buffer, held, buffer.length - held)) >= 0;) {
            int length = held + read;
            // The last two bytes may be the end.
            held = Math.min(length, TRAILER);
            out.write(buffer, 0, length - held);
            out.flush();
            System.arraycopy(buffer, length - held, buffer, 0, held);
        }
        boolean told = held == TRAILER && buffer[0] == MARK;
        if (!told) {
            out.write(Arrays.copyOf(buffer, held));
            out.flush();
        }
        return told && buffer[1] == DONE;
    }
}
