package org.groundswell.pages.publishing;

import java.io.IOException;

/** Notes in the audit log what is about to be done. */
@FunctionalInterface
interface Note {
    /** @param version of the site */
    void write(String version) throws IOException;
}
