package org.groundswell.itests;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** What has become of a connection that a test holds, asked without waiting. */
final class SocketState {
    private static final String BUSY = "HTTP/1.1 503";

    private SocketState() {
    }

    static boolean hasAnswerOrEnd(Socket socket) {
        try {
            socket.setSoTimeout(1);
            socket.getInputStream().read();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** With 503, or so that there was no time for an answer; one that was closed for its silence is not. */
    static boolean isRefused(Socket socket) {
        try {
            socket.setSoTimeout(1);
            byte[] begin = socket.getInputStream().readNBytes(BUSY.length());
            return BUSY.equals(new String(begin, StandardCharsets.US_ASCII));
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** Whatever was answered before is read. */
    static boolean hasEnded(Socket socket) {
        try {
            socket.setSoTimeout(1);
            return socket.getInputStream().readAllBytes().length >= 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
