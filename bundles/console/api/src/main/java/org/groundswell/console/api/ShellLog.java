package org.groundswell.console.api;

import java.io.IOException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The same log as {@link AuditLog}, for what is done at the node's shell. Nobody signs in there: whoever may use it is the
 * user that the node runs as, and is noted as {@code shell}. Thread-safe.
 */
@ProviderType
public interface ShellLog {

    /**
     * Notes what is about to be done.
     *
     * @param action  as of an {@link AuditLog}
     * @param subject what it is done to: an id, never a person's data
     * @throws IOException if it cannot be kept; then the change must not happen
     */
    void note(String action, String subject) throws IOException;
}
