package org.groundswell.console.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Whiteboard: what somebody sees who has signed in, at {@code /admin/start}. Of several the one with the highest rank is
 * asked first; while nobody shows anything the frame greets and lists what there is to do. Thread-safe.
 */
@ConsumerType
public interface LandingPage {

    /**
     * Answers, or leaves the response as it is.
     *
     * @return whether it has answered: the page is for whoever asks
     */
    boolean show(HttpServletRequest request, HttpServletResponse response) throws IOException;
}
