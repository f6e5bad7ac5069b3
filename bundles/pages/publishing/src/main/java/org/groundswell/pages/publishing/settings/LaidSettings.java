package org.groundswell.pages.publishing.settings;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.groundswell.shared.files.PrivateFiles;

/**
 * Which version this node's settings are, which one it tries, and the way back, all in one file, so that a node that dies knows
 * it at its next start. For one thread at a time.
 */
final class LaidSettings {
    private static final Gson GSON = new Gson();

    private final ConfFiles conf;
    private final Path file;
    private State state = State.laid(SettingsVersion.NONE);
    private Map<String, String> tried = Map.of();

    /**
     * What is in the file.
     *
     * @param laid     the version that stays
     * @param trying   the one that has to prove itself
     * @param previous what was before the last one that was written
     * @param touched  the files that it has changed; none where there is no way back
     * @param before   what they said; what is missing here was not there
     */
    private record State(String laid, String trying, String previous, SortedSet<String> touched,
            SortedMap<String, String> before) {

        /** Without a way back. */
        static State laid(String version) {
            return new State(version, SettingsVersion.NONE, SettingsVersion.NONE, new TreeSet<>(), new TreeMap<>());
        }

        boolean isWhole() {
            return laid != null && trying != null && previous != null && touched != null && before != null;
        }
    }

    /** @throws IOException if what is kept cannot be read */
    LaidSettings(ConfFiles conf, Path file) throws IOException {
        this.conf = conf;
        this.file = file;
        if (Files.exists(file)) {
            try {
                State read = GSON.fromJson(Files.readString(file), State.class);
                if (read == null || !read.isWhole()) {
                    throw new JsonParseException("something is missing");
                }
                state = read;
            } catch (JsonParseException e) {
                throw new IOException(file + " is not what a node writes; take it away, and settings are laid anew", e);
            }
        }
    }

    /** The version that stays; empty where the settings are this node's own. */
    String laid() {
        return state.laid();
    }

    /** The version that has to prove itself; empty if none has. */
    String trying() {
        return state.trying();
    }

    /** Whether this is what was before the one that is laid. */
    boolean isBefore(String version) {
        return !state.touched().isEmpty() && state.trying().isEmpty() && state.previous().equals(version);
    }

    /**
     * Takes it over where the files are those of this version already, as where somebody has written them and published them.
     *
     * @param previous the version that is laid, if it is known
     * @return whether they are
     */
    boolean adopt(SettingsVersion version, Optional<SettingsVersion> previous) throws IOException {
        SortedSet<String> touched = touched(version, previous);
        SortedMap<String, String> now = conf.read(touched);
        boolean isAlready = now.equals(common(version.files()));
        if (isAlready) {
            put(new State(version.id(), SettingsVersion.NONE, state.laid(), touched, previous.map(each -> common(each.files()))
                    .orElse(now)));
        }
        return isAlready;
    }

    /**
     * Writes it, until it is kept or not. What only the one before has had goes.
     *
     * @return the files that are other ones with it
     */
    Set<String> tryOut(SettingsVersion version, Optional<SettingsVersion> previous) throws IOException {
        SortedSet<String> touched = touched(version, previous);
        SortedMap<String, String> before = conf.read(touched);
        put(new State(state.laid(), version.id(), state.laid(), touched, before));
        tried = common(version.files());
        conf.write(touched, tried);
        return touched.stream().filter(each -> !Objects.equals(tried.get(each), before.get(each))).collect(Collectors.toSet());
    }

    /** What the node itself has changed of what is tried: it takes settings back with which a part does not come back. */
    Optional<String> changed() {
        try {
            Map<String, String> now = conf.read(state.touched());
            return state.touched().stream().filter(each -> !Objects.equals(tried.get(each), now.get(each))).findFirst()
                    .map(each -> "conf/" + each + " was changed there meanwhile");
        } catch (IOException e) {
            return Optional.of("conf/ cannot be read: " + e.getMessage());
        }
    }

    /** The one that was tried stays. */
    void keep() throws IOException {
        put(new State(state.trying(), SettingsVersion.NONE, state.previous(), state.touched(), state.before()));
    }

    /** What was before is there again, byte by byte. */
    void goBack() throws IOException {
        conf.write(state.touched(), state.before());
        put(State.laid(state.previous()));
    }

    private SortedSet<String> touched(SettingsVersion version, Optional<SettingsVersion> previous) {
        var touched = new TreeSet<>(version.files().keySet());
        previous.ifPresent(each -> touched.addAll(each.files().keySet()));
        touched.removeIf(each -> !conf.isCommon(each));
        return touched;
    }

    private SortedMap<String, String> common(Map<String, String> files) {
        var common = new TreeMap<>(files);
        common.keySet().removeIf(each -> !conf.isCommon(each));
        return common;
    }

    private void put(State next) throws IOException {
        PrivateFiles.folder(file.getParent());
        PrivateFiles.replace(file, GSON.toJson(next));
        state = next;
    }
}
