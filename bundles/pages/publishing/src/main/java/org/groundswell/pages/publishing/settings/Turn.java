package org.groundswell.pages.publishing.settings;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.util.Objects;

/**
 * Who tries settings now: one node after another.
 *
 * @param version that is tried
 * @param node    which process of which node tries it
 * @param isOver  whether it has come to an end there
 */
record Turn(String version, String node, boolean isOver) {
    private static final Gson GSON = new Gson();

    Turn over() {
        return new Turn(version, node, true);
    }

    String json() {
        return GSON.toJson(this);
    }

    /** @throws IllegalArgumentException if it is of another release */
    static Turn read(String json) {
        try {
            Turn read = GSON.fromJson(json, Turn.class);
            return new Turn(Objects.requireNonNull(read.version), Objects.requireNonNull(read.node), read.isOver);
        } catch (JsonParseException | NullPointerException e) {
            throw new IllegalArgumentException("a turn at settings is of another release", e);
        }
    }
}
