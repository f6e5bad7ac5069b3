package org.groundswell.kernel.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.api.node.Secret;
import org.groundswell.shared.files.ByteOrderMark;
import org.groundswell.shared.settings.SettingsFile;

/**
 * The PostgreSQL database that a node keeps its gifts in, as the node's settings say. Immutable.
 *
 * @param settings its keys and values
 */
record GiftDatabase(NodeFolder node, Map<String, String> settings) {
    static final String SETTINGS = "conf/org.groundswell.donations.ledger.postgres" + SettingsFile.ENDING;
    private static final String BOOK = "data/ledger/ledger.db";
    /** What groundswell:migrate leaves beside the book that it has moved, whatever the settings say. */
    private static final String MOVED = "moved-to-postgres";

    /** Empty where the gifts are in the node's own files. */
    static Optional<GiftDatabase> of(NodeFolder node) throws IOException {
        Path settings = node.resolve(SETTINGS);
        if (!Files.exists(settings)) {
            return Optional.empty();
        }
        SettingsFile file = SettingsFile.parse(settings.getFileName().toString(),
                ByteOrderMark.removed(Files.readString(settings)));
        var database = new GiftDatabase(node, file.lines().entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, each -> each.getValue().value())));
        boolean isUsed = !database.setting("use", "true").equals("false")
                || Files.isRegularFile(node.resolve(database.setting("from", BOOK)).resolveSibling(MOVED));
        return isUsed ? Optional.of(database) : Optional.empty();
    }

    /** {@code jdbc:postgresql://host/database?name=value}. */
    String url() {
        return setting("url", "");
    }

    /** Empty where the address or the server knows who it is. */
    String user() {
        return setting("user", "");
    }

    /**
     * Empty where none is needed.
     *
     * @throws IOException if it is not where the settings say
     */
    String password() throws IOException {
        String named = setting("password", "");
        try {
            return named.isEmpty() ? "" : Secret.of("password", named, node).value();
        } catch (IllegalArgumentException e) {
            throw new IOException(SETTINGS + ": " + e.getMessage(), e);
        }
    }

    /** A program of PostgreSQL: in the folder that the settings name, or the one on the path. */
    String tool(String name) {
        String folder = setting("tools", "");
        return folder.isEmpty() ? name : node.resolve(folder).resolve(name).toString();
    }

    /** Whether a pooler may lend each transaction another connection. */
    boolean isPooled() {
        return setting("listen", "true").equals("false");
    }

    private String setting(String key, String otherwise) {
        String value = settings.getOrDefault(key, "");
        return value.isEmpty() ? otherwise : value;
    }
}
