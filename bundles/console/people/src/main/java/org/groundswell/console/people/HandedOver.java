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
import java.util.function.BooleanSupplier;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.shared.files.PrivateFiles;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions on their way from this bundle to the one that takes its place in the same run of the node, in a file that
 * is there for so long only. It has the hashes of cookies, never the cookies.
 */
final class HandedOver {
    private static final Logger LOG = LoggerFactory.getLogger(HandedOver.class);
    /** An exchange takes seconds; what is older was left by a node that ended just then. */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final Path file;
    private final BooleanSupplier nodeStays;
    private final Gson gson = StoredJson.compact();

    /** What the file has. */
    private record Content(Instant at, Map<String, Session.State> sessions) {
    }

    /** @param nodeStays whether this bundle goes and the node does not */
    HandedOver(Path file, BooleanSupplier nodeStays) {
        this.file = file;
        this.nodeStays = nodeStays;
    }

    static HandedOver of(BundleContext context) {
        Bundle framework = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
        return new HandedOver(NodeFolder.of(context).resolve("data/console/sessions"),
                () -> framework.getState() != Bundle.STOPPING);
    }

    void leave(Map<String, Session> sessions, Instant now) {
        var states = new HashMap<String, Session.State>();
        // What other nodes know comes back from them, unless one of them ends it meanwhile.
        sessions.forEach((hash, session) -> {
            if (!session.isTold()) {
                states.put(hash, session.state());
            }
        });
        if (!nodeStays.getAsBoolean() || states.isEmpty()) {
            return;
        }
        try {
            PrivateFiles.replace(file, gson.toJson(new Content(now, states)));
        } catch (IOException e) {
            LOG.warn("Everybody has to sign in again, because the sessions could not be kept: {}", e.toString());
        }
    }

    /** What was left a moment ago, once. */
    Map<String, Session> take(Instant now) {
        try {
            if (!Files.exists(file)) {
                return Map.of();
            }
            String text = Files.readString(file);
            Files.delete(file);
            Content content = gson.fromJson(text, Content.class);
            var sessions = new HashMap<String, Session>();
            if (content != null && content.at().plus(LONGEST).isAfter(now)) {
                content.sessions().forEach((hash, state) -> sessions.put(hash, new Session(state)));
            }
            return sessions;
        } catch (IOException | JsonParseException | NullPointerException e) {
            LOG.warn("Everybody has to sign in again, because the sessions that were kept cannot be read: {}", e.toString());
            return Map.of();
        }
    }
}
