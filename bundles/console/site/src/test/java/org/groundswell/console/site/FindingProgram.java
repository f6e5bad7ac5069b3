package org.groundswell.console.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** In place of the program that looks through a site: it finds what a test says. */
record FindingProgram(Path file) {
    private static final String HOME = "content/en/home.md";

    /** One that finds nothing yet. */
    static FindingProgram in(Path folder) throws IOException {
        var program = new FindingProgram(folder.resolve("program"));
        program.finds(0);
        return program;
    }

    /** From now on it finds this, and a warning where the home page has "mispelt" in it. */
    void finds(int status, String... findings) throws IOException {
        Files.writeString(file, "#!/bin/sh\n[ \"$1\" = check ] && [ \"$3\" = --json ] || exit 2\necho '['\n"
                + "grep -q mispelt $2/" + HOME + " && echo '" + finding("WARNING", HOME, 4, "no word") + ",'\n"
                + "cat <<'END'\n" + String.join(",\n", findings) + "]\nEND\nexit " + status + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    static String finding(String severity, String file, int line, String message) {
        return "{\"severity\":\"" + severity + "\",\"file\":\"" + file + "\",\"line\":" + line + ",\"message\":\"" + message
                + "\",\"suggestion\":\"mend it\"}";
    }
}
