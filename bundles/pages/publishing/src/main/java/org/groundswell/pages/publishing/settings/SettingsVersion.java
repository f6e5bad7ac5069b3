package org.groundswell.pages.publishing.settings;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.groundswell.shared.signing.Sha256;

/**
 * Settings as they were published.
 *
 * @param id    begins with the moment, UTC, so that a later one is greater
 * @param files texts by the name of their file in {@code conf/}
 */
record SettingsVersion(String id, SortedMap<String, String> files) {
    /** What is in force at a node where none was published. */
    static final String NONE = "";
    /** Whatever is in the database: nothing leads out of the folder, and nothing hidden is written. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.~-]{0,190}\\.cfg");
    private static final int HASH = 8;
    private static final Gson GSON = new Gson();

    /** @throws IllegalArgumentException if it is none that this release publishes */
    SettingsVersion {
        files = new TreeMap<>(files);
        if (!files.keySet().stream().allMatch(SettingsVersion::isName)) {
            throw new IllegalArgumentException("a version of the settings is of another release");
        }
    }

    /** These files, published now. */
    static SettingsVersion of(SortedMap<String, String> files, Instant now) {
        String hash = Sha256.hex(files.toString().getBytes(StandardCharsets.UTF_8)).substring(0, HASH);
        return new SettingsVersion(now.truncatedTo(ChronoUnit.SECONDS).toString().replace(':', '-') + "-" + hash, files);
    }

    static boolean isName(String file) {
        return NAME.matcher(file).matches();
    }

    String json() {
        return GSON.toJson(this);
    }

    /** @throws IllegalArgumentException if it is of another release */
    static SettingsVersion read(String json) {
        record Written(String id, Map<String, String> files) {
        }
        try {
            Written written = GSON.fromJson(json, Written.class);
            return new SettingsVersion(written.id(), new TreeMap<>(written.files()));
        } catch (JsonParseException | NullPointerException e) {
            throw new IllegalArgumentException("a version of the settings is of another release", e);
        }
    }
}
