package org.groundswell.donations.service.brakes;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.groundswell.donations.api.brakes.BrakesState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brakes as JSON; what is missing there is off. */
final class BrakesText {
    private static final Logger LOG = LoggerFactory.getLogger(BrakesText.class);
    private static final Gson GSON = new Gson();

    private BrakesText() {
    }

    private record Kept(long version, boolean paused, Map<String, String> why, Set<String> gatewaysOff,
            Map<String, String> banner) {

        BrakesState state() {
            return new BrakesState(version, paused, why == null ? Map.of() : why,
                    gatewaysOff == null ? Set.of() : gatewaysOff, banner == null ? Map.of() : banner);
        }
    }

    static String of(BrakesState state) {
        return GSON.toJson(new Kept(state.version(), state.paused(), state.why(), state.gatewaysOff(), state.banner()));
    }

    /**
     * Gifts are not refused because of a text that nobody can read.
     *
     * @param where it stands, for the log
     */
    static Optional<BrakesState> read(String text, String where) {
        try {
            return Optional.of(GSON.fromJson(text, Kept.class).state());
        } catch (JsonParseException | NullPointerException | IllegalArgumentException e) {
            LOG.error("Which brakes are on cannot be read, so none is: {}: {}", where, e.toString());
            return Optional.empty();
        }
    }
}
