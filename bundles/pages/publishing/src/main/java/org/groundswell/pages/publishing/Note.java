package org.groundswell.pages.publishing;

import java.io.IOException;
import org.groundswell.console.api.ShellLog;

/** Notes in the audit log what is about to be done. */
@FunctionalInterface
public interface Note {
    /** @param version of the site or of the settings */
    void write(String version) throws IOException;

    /** @param action as the log names it */
    static Note in(ShellLog log, String action) {
        return version -> {
            try {
                log.note(action, version);
            } catch (IOException e) {
                throw new IOException("it cannot be noted in the audit log: " + e.getMessage(), e);
            }
        };
    }
}
