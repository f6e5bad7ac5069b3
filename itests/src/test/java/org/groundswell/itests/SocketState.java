package org.groundswell.itests;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** What has become of a connection that a test holds, asked without waiting. */
final class SocketState {

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
