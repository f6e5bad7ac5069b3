package org.groundswell.console.alarms;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.groundswell.console.alarms.AlarmBoard.On;
import org.groundswell.shared.files.PrivateFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which alarms were on, and who was told, in a file: after a restart, an exchange of this bundle or other settings nobody
 * gets the same mail again. For one thread.
 */
final class AlarmMemory {
    private static final Logger LOG = LoggerFactory.getLogger(AlarmMemory.class);
    private static final TypeToken<List<Kept>> ALL = new TypeToken<>() {
    };

    private final Path file;
    private final Gson gson = new Gson();
    private List<Kept> last;

    /**
     * An alarm.
     *
     * @param sinceMillis milliseconds since 1970 UTC
     * @param told        whether a mail has said that it began
     */
    private record Kept(Sign.Kind kind, String about, List<Object> words, long sinceMillis, boolean told) {
        Kept {
            if (kind == null || about == null || words == null) {
                throw new JsonParseException("an alarm without its kind, or what it is about");
            }
        }

        Sign sign() {
            return new Sign(kind, about, words);
        }
    }

    /** @param file made with the first alarm */
    AlarmMemory(Path file) {
        this.file = file;
        this.last = read();
    }

    /** @param now they count as seen now: what would see them begins after a restart, too */
    List<On> on(Instant now) {
        return last.stream().map(each -> new On(each.sign(), Instant.ofEpochMilli(each.sinceMillis()), now)).toList();
    }

    /** The ids of those that a mail has told of. */
    Set<String> told() {
        return last.stream().filter(Kept::told).map(each -> each.sign().id()).collect(Collectors.toUnmodifiableSet());
    }

    void keep(List<On> on, Set<String> told) {
        List<Kept> now = on.stream().map(each -> new Kept(each.sign().kind(), each.sign().about(), each.sign().words(),
                each.since().toEpochMilli(), told.contains(each.sign().id()))).toList();
        if (essence(now).equals(essence(last))) {
            return;
        }
        try {
            PrivateFiles.folder(file.toAbsolutePath().getParent());
            PrivateFiles.replace(file, gson.toJson(now));
            last = now;
        } catch (IOException e) {
            LOG.warn("Which alarms are on could not be kept; after a restart they may be mailed again: {}", e.toString());
        }
    }

    /** Figures that move are no reason to write. */
    private static List<Kept> essence(List<Kept> all) {
        return all.stream().map(each -> new Kept(each.kind(), each.about(), List.of(), each.sinceMillis(), each.told()))
                .toList();
    }

    private List<Kept> read() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            return List.copyOf(gson.fromJson(Files.readString(file), ALL));
        } catch (IOException | RuntimeException e) {
            LOG.warn("Which alarms were on cannot be read, so they may be mailed again: {}", e.toString());
            return List.of();
        }
    }
}
