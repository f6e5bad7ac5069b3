package org.groundswell.donations.ledger.sqlite;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.shared.files.FileKey;

/**
 * Where the files are that the ledger has open. A file that was removed or moved under a running node takes every gift
 * without a complaint, and is gone with the process. Immutable.
 */
final class Place {
    /** What the file system knows each file by, whatever its name is. */
    private final Map<Path, Object> keys = new LinkedHashMap<>();

    /** To be made while the files are open, so that each is there. */
    Place(Path database) throws IOException {
        String name = database.getFileName().toString();
        for (String ending : new String[] {"", "-wal", "-shm"}) {
            Path file = database.resolveSibling(name + ending);
            Object key = FileKey.of(file);
            if (key != null) {
                keys.put(file, key);
            }
        }
    }

    /** What is wrong and what to do; empty where each file is at its path. Costs a few microseconds. */
    Optional<String> trouble() {
        for (Map.Entry<Path, Object> each : keys.entrySet()) {
            try {
                if (!Objects.equals(each.getValue(), FileKey.of(each.getKey()))) {
                    return Optional.of(each.getKey() + " is not the file any more that this node has open: it was"
                            + " removed, moved or replaced. No gift is taken. Move the very same file back and gifts go"
                            + " on; if it was removed, copy it (and -wal beside it) out of /proc/"
                            + ProcessHandle.current().pid() + "/fd before you stop this node");
                }
            } catch (IOException e) {
                return Optional.of(each.getKey() + " cannot be looked at, no gift is taken: " + e);
            }
        }
        return Optional.empty();
    }

    /** @throws LedgerUnavailableException where there is trouble */
    void require() {
        trouble().ifPresent(sentence -> {
            throw new LedgerUnavailableException(sentence);
        });
    }
}
