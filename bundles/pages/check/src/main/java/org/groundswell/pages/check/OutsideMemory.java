package org.groundswell.pages.check;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What other sites said within a day, kept in a file. One that cannot be read or written is done without. Thread-safe. */
final class OutsideMemory {
    private static final Duration KEPT = Duration.ofDays(1);

    private final Path file;
    private final InstantSource clock;
    private final Map<String, Said> said = new ConcurrentHashMap<>();

    OutsideMemory(Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
        try {
            Map<String, Said> read = new Gson().fromJson(Files.readString(file, StandardCharsets.UTF_8),
                    new TypeToken<Map<String, Said>>() { });
            long now = clock.millis();
            if (read != null) {
                read.forEach((address, each) -> {
                    if (each != null && each.why() != null && each.at() <= now && now - each.at() < KEPT.toMillis()) {
                        said.put(address, each);
                    }
                });
            }
        } catch (IOException | JsonParseException e) {
            said.clear();
        }
    }

    /**
     * An answer.
     *
     * @param at  in milliseconds since 1970
     * @param why the link leads nowhere; "" where it leads somewhere
     */
    private record Said(long at, String why) {
    }

    /** What is known of an address. */
    Optional<String> said(String address) {
        return Optional.ofNullable(said.get(address)).map(Said::why);
    }

    /** At once: whoever is ended in the middle of a look has not asked in vain. */
    synchronized void keep(String address, String why) {
        said.put(address, new Said(clock.millis(), why));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path part = file.resolveSibling(file.getFileName() + ".part");
            Files.writeString(part, new Gson().toJson(said));
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            // Then all are asked again tomorrow.
        }
    }
}
