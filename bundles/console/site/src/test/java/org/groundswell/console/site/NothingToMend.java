package org.groundswell.console.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import org.groundswell.pages.api.editing.SiteEditing;

/** A check of the site that finds nothing, for tests of something else. */
final class NothingToMend {

    private NothingToMend() {
    }

    static SiteChecks in(SiteEditing site, Path folder) throws IOException {
        Path program = folder.resolve("nothing-to-mend");
        Files.writeString(program, "#!/bin/sh\necho '[]'\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return new SiteChecks(site, program, folder.resolve("check"), Clock.systemUTC());
    }
}
