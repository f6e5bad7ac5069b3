package org.groundswell.kernel.keeper.history;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.groundswell.shared.files.PrivateFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small table of names on the disk, written as a whole at each change. The oldest entries go first. What cannot be
 * read or written is said in the log and stops nothing: the table then counts until the node ends. Thread-safe.
 */
public final class Remembered<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Remembered.class);

    private final Path file;
    private final int limit;
    private final Gson gson = new Gson();
    private final Map<String, T> table = new LinkedHashMap<>();

    public Remembered(Path file, int limit, TypeToken<Map<String, T>> type) {
        this.file = file;
        this.limit = limit;
        try {
            if (Files.exists(file)) {
                Map<String, T> read = gson.fromJson(Files.readString(file), type);
                table.putAll(read == null ? Map.of() : read);
            }
        } catch (IOException | JsonParseException e) {
            LOG.error("{} cannot be read, and is begun anew: {}", file, e.getMessage());
        }
    }

    public synchronized Optional<T> get(String name) {
        return Optional.ofNullable(table.get(name));
    }

    public synchronized Map<String, T> all() {
        return Map.copyOf(table);
    }

    public synchronized void put(String name, T value) {
        table.remove(name);
        table.put(name, value);
        if (table.size() > limit) {
            table.remove(table.keySet().iterator().next());
        }
        write();
    }

    public synchronized void remove(String name) {
        if (table.remove(name) != null) {
            write();
        }
    }

    private void write() {
        try {
            PrivateFiles.folder(file.getParent());
            PrivateFiles.replace(file, gson.toJson(table));
        } catch (IOException e) {
            LOG.error("{} cannot be written: {}", file, e.getMessage());
        }
    }
}
