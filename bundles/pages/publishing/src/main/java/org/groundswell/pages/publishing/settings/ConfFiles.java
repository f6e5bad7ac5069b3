package org.groundswell.pages.publishing.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.groundswell.shared.files.PrivateFiles;
import org.groundswell.shared.settings.SettingsFile;

/** The files of {@code conf/} that nodes have in common; those that each has for itself are left alone. */
final class ConfFiles {
    private final Path folder;
    private final List<String> own;

    /** @param own beginnings of the names of files that each node has for itself */
    ConfFiles(Path folder, List<String> own) {
        this.folder = folder;
        this.own = List.copyOf(own);
    }

    boolean isCommon(String file) {
        return SettingsVersion.isName(file) && own.stream().noneMatch(file::startsWith);
    }

    /** All of them, by name. */
    SortedMap<String, String> read() throws IOException {
        var names = new ArrayList<String>();
        try (var all = Files.newDirectoryStream(folder, "*" + SettingsFile.ENDING)) {
            all.forEach(each -> names.add(each.getFileName().toString()));
        }
        names.removeIf(each -> !isCommon(each));
        return read(names);
    }

    /**
     * Those of these that are there; one that cannot be read and is none of these is in nobody's way.
     *
     * @throws IOException if one of them cannot be read; it names it
     */
    SortedMap<String, String> read(Collection<String> names) throws IOException {
        var files = new TreeMap<String, String>();
        for (String each : names) {
            Path file = folder.resolve(each);
            try {
                if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                    files.put(each, Files.readString(file));
                }
            } catch (IOException e) {
                throw new IOException("conf/" + each + " cannot be read: " + e.getMessage(), e);
            }
        }
        return files;
    }

    /**
     * Has these there as they are given, and those away that are not given. Done again where it was broken off.
     *
     * @param names what is touched
     */
    void write(Collection<String> names, Map<String, String> files) throws IOException {
        for (String each : names) {
            Path file = folder.resolve(each);
            String text = files.get(each);
            if (text == null) {
                Files.deleteIfExists(file);
            } else if (!text.equals(read(List.of(each)).get(each))) {
                PrivateFiles.rewrite(file, text);
            }
        }
    }
}
