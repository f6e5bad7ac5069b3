package org.groundswell.kernel.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.api.node.Secret;
import org.groundswell.shared.files.ByteOrderMark;
import org.groundswell.shared.settings.SettingsFile;

/**
 * A node as its folder shows it: settings are read as the node reads them, what a file leaves out is as it is by default.
 *
 * @param runs whether it runs now
 */
record Patient(NodeFolder folder, boolean runs) {

    /** What {@code conf/PID.cfg} says; of two lines the last one. */
    String setting(String pid, String key, String otherwise) {
        SettingsFile.Line line = SettingsFile.parse(pid + SettingsFile.ENDING, text(pid)).lines().get(key);
        return line == null || line.value().isEmpty() ? otherwise : line.value();
    }

    /** A whole number; what is none is the node's to refuse, and is here as by default. */
    int number(String pid, String key, int otherwise) {
        try {
            return Integer.parseInt(setting(pid, key, String.valueOf(otherwise)));
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    /**
     * A secret that a setting names.
     *
     * @throws IllegalArgumentException which says what is not there
     */
    String secret(String pid, String key, String otherwise) {
        return Secret.of("conf/" + pid + ".cfg: " + key, setting(pid, key, otherwise), folder).value();
    }

    /** Whether a feature was put in beside those that every node has. */
    boolean hasFeature(String name) {
        return Files.exists(folder.path().resolve("deploy").resolve(name + ".json"));
    }

    boolean hasSettings(String pid) {
        return Files.exists(file(pid));
    }

    private String text(String pid) {
        try {
            return ByteOrderMark.removed(Files.readString(file(pid)));
        } catch (IOException e) {
            // What cannot be read is found by who looks at files; without one all is as by default.
            return "";
        }
    }

    private Path file(String pid) {
        return folder.path().resolve("conf").resolve(pid + SettingsFile.ENDING);
    }
}
