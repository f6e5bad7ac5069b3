package org.groundswell.console.tonight;

import com.google.gson.Gson;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.groundswell.console.api.Authenticator;
import org.groundswell.shared.servlets.Shares;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open streams, each on a virtual thread: once a second what has changed. A stream ends when its page has gone, when
 * its person is not signed in any more with the same roles, and after ten minutes in any case: the browser comes again,
 * and is let in again. Thread-safe.
 */
@Component(service = Streams.class)
public final class Streams {
    private static final Logger LOG = LoggerFactory.getLogger(Streams.class);
    private static final int MOST = 200;
    /** Pages that one person looks at: on a screen or two, on the phone, and at the wall. */
    private static final int MOST_OF_ONE = 10;
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final int ROUNDS = 600;
    /** After so many rounds it is asked again who looks. */
    private static final int CHECKED = 10;
    private static final int RETRY_MILLIS = 3_000;

    private final Shares shares = new Shares(MOST_OF_ONE);
    private final Set<Thread> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Authenticator authenticator;

    /** Made by the framework. */
    @Activate
    public Streams() {
    }

    @Deactivate
    void close() {
        closed = true;
        open.forEach(Thread::interrupt);
    }

    /** What came of a wish for a stream. */
    enum Opening { OPENED, FULL, TOO_MANY_OF_ONE }

    /**
     * @param cells what the page shows now, by place
     * @return what came of it; where it was not opened nothing was done
     */
    Opening open(HttpServletRequest request, HttpServletResponse response, Supplier<Map<String, String>> cells) {
        if (closed || open.size() >= MOST) {
            return Opening.FULL;
        }
        String person = String.valueOf(request.getRemoteUser());
        if (!shares.take(person)) {
            return Opening.TOO_MANY_OF_ONE;
        }
        AsyncContext async;
        try {
            async = request.startAsync(request, response);
            async.setTimeout(0);
        } catch (RuntimeException e) {
            shares.giveBack(person);
            throw e;
        }
        Thread thread = Thread.ofVirtual().name("tonight-stream").unstarted(() -> run(async, request, person, cells));
        open.add(thread);
        thread.start();
        return Opening.OPENED;
    }

    private void run(AsyncContext async, HttpServletRequest request, String person,
            Supplier<Map<String, String>> cells) {
        try {
            PrintWriter out = async.getResponse().getWriter();
            Authenticator.Finding first = found(request);
            out.write("retry: " + RETRY_MILLIS + "\n\n");
            var shown = new HashMap<String, String>();
            for (int round = 0; round < ROUNDS && !closed && !out.checkError(); round++) {
                if (round % CHECKED == CHECKED - 1 && !first.equals(found(request))) {
                    return;
                }
                write(cells.get(), shown, out);
                Thread.sleep(PERIOD);
            }
        } catch (InterruptedException | IOException e) {
            LOG.debug("A stream has ended", e);
        } catch (RuntimeException e) {
            LOG.warn("A stream of the page of the evening broke; the page opens it again", e);
        } finally {
            open.remove(Thread.currentThread());
            shares.giveBack(person);
            complete(async);
        }
    }

    /** Who looks; nobody while nobody can say. */
    private Authenticator.Finding found(HttpServletRequest request) {
        Authenticator asked = authenticator;
        return asked == null ? new Authenticator.Nobody() : asked.find(request);
    }

    private static void write(Map<String, String> cells, Map<String, String> shown, PrintWriter out) {
        var changed = new HashMap<String, String>();
        cells.forEach((place, text) -> {
            if (!text.equals(shown.put(place, text))) {
                changed.put(place, text);
            }
        });
        // A word where there is nothing to say: that a page has gone is found out by writing only, and its share of the
        // person's streams is wanted by the page that was opened in its place.
        out.write(changed.isEmpty() ? ":\n\n" : "data: " + new Gson().toJson(changed) + "\n\n");
    }

    private static void complete(AsyncContext async) {
        try {
            async.complete();
        } catch (RuntimeException e) {
            LOG.debug("A stream was over already", e);
        }
    }
}
