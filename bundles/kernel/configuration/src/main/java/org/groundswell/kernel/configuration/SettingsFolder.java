package org.groundswell.kernel.configuration;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.groundswell.kernel.configuration.Look.Text;
import org.groundswell.kernel.configuration.Look.Unusable;
import org.groundswell.shared.files.ByteOrderMark;
import org.groundswell.shared.settings.SettingsFile;

/** Reads a folder of settings. Each entry stands for itself: one that cannot be read says so and stops no other. */
final class SettingsFolder {
    /** The largest that is shipped has a thousand bytes. */
    static final int MAX_BYTES = 64 * 1024;

    private final Path folder;

    SettingsFolder(Path folder) {
        this.folder = folder;
    }

    /** @throws IOException if the folder itself cannot be read */
    Map<String, Look> look() throws IOException {
        var looks = new TreeMap<String, Look>();
        try (var entries = Files.newDirectoryStream(folder, "*" + SettingsFile.ENDING)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                // Editors keep their own beside the file they edit.
                if (!name.startsWith(".")) {
                    looks.put(name, look(entry, name));
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return looks;
    }

    private static Look look(Path entry, String name) {
        String place = "conf/" + name + ": ";
        try {
            if (!Files.exists(entry)) {
                return new Unusable(place + "it leads to a file that is not there: mend the link or delete it");
            }
            // Not only for the message: reading from a pipe or a device would never end.
            if (!Files.isRegularFile(entry)) {
                return new Unusable(place + "expected a file, found something else, such as a folder: move it away");
            }
            byte[] bytes = read(entry);
            return bytes.length > MAX_BYTES
                    ? new Unusable(place + "expected at most " + MAX_BYTES + " bytes, found more: no settings")
                    : text(place, bytes);
        } catch (AccessDeniedException e) {
            return new Unusable(place + "it may not be read: give the user of the node the right to");
        } catch (IOException e) {
            return new Unusable(place + "it cannot be read: " + e.getMessage());
        }
    }

    private static byte[] read(Path entry) throws IOException {
        try (InputStream in = Files.newInputStream(entry)) {
            return in.readNBytes(MAX_BYTES + 1);
        }
    }

    private static Look text(String place, byte[] bytes) {
        String text;
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(rest).toString();
        } catch (CharacterCodingException e) {
            return new Unusable(place + "line " + line(bytes, rest.position())
                    + " is not written in UTF-8: save the file as UTF-8", content(bytes));
        }
        if (text.indexOf('\0') >= 0) {
            return new Unusable(place + "this is no text in UTF-8: save the file as UTF-8", content(bytes));
        }
        text = ByteOrderMark.removed(text);
        if (text.isBlank()) {
            return new Unusable(place + "it is empty: write the settings, or delete the file for the defaults");
        }
        return new Text(text);
    }

    /** A character for each byte, whatever they mean. */
    private static String content(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static int line(byte[] bytes, int position) {
        int line = 1;
        for (int i = 0; i < position; i++) {
            line += bytes[i] == '\n' ? 1 : 0;
        }
        return line;
    }
}
