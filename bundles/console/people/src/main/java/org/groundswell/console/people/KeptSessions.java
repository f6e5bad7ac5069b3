package org.groundswell.console.people;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.shared.files.PrivateFiles;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions of a node in a file that only the node reads: all the time where it stands alone, and of several nodes for as
 * long as this bundle is exchanged. It has the hashes of cookies, never the cookies. Thread-safe.
 */
final class KeptSessions {
    private static final Logger LOG = LoggerFactory.getLogger(KeptSessions.class);
    /** An exchange takes seconds. What is older may have ended at another node meanwhile. */
    private static final Duration LONGEST_EXCHANGE = Duration.ofMinutes(2);

    private final Path file;
    private final Gson gson = StoredJson.compact();

    /**
     * What the file has.
     *
     * @param alone whether no other node knew any of them
     */
    private record Content(Instant at, boolean alone, Map<String, Session.State> sessions) {
    }

    KeptSessions(Path file) {
        this.file = file;
    }

    static KeptSessions of(BundleContext context) {
        return new KeptSessions(NodeFolder.of(context).resolve("data/console/sessions"));
    }

    synchronized void leave(Map<String, Session> sessions, Instant now, boolean alone) {
        var states = new HashMap<String, Session.State>();
        // What other nodes know comes back from them, unless one of them ends it meanwhile.
        sessions.forEach((hash, session) -> {
            if (!session.isTold()) {
                states.put(hash, session.state());
            }
        });
        if (states.isEmpty()) {
            forget();
            return;
        }
        try {
            PrivateFiles.replace(file, gson.toJson(new Content(now, alone, states)));
        } catch (IOException e) {
            LOG.warn("After a restart everybody has to sign in again, because the sessions could not be kept: {}", e.toString());
            // What has ended must not come back with an older file.
            forget();
        }
    }

    synchronized void forget() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("Sessions that have ended may come back with a restart; take {} away: {}", file, e.toString());
        }
    }

    /** What was left. */
    synchronized Map<String, Session> take(Instant now) {
        try {
            if (!Files.exists(file)) {
                return Map.of();
            }
            Content content = gson.fromJson(Files.readString(file), Content.class);
            if (!content.alone()) {
                Files.delete(file);
            }
            var sessions = new HashMap<String, Session>();
            if (content.alone() || content.at().plus(LONGEST_EXCHANGE).isAfter(now)) {
                content.sessions().forEach((hash, state) -> sessions.put(hash, new Session(state)));
            }
            return sessions;
        } catch (IOException | JsonParseException | NullPointerException e) {
            LOG.warn("Everybody has to sign in again, because the sessions that were kept cannot be read: {}", e.toString());
            forget();
            return Map.of();
        }
    }
}
