package org.groundswell.pages.api.check;

import java.io.IOException;
import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Reads a site folder as a node would and renders all of its pages, with usual figures and with odd ones. Programs find
 * it with {@link java.util.ServiceLoader}. Thread-safe.
 */
@ProviderType
public interface SiteReader {

    /**
     * Everything that is in the folder, and what a node would say of it.
     *
     * @throws IOException if the folder cannot be read
     */
    SiteReading read(Path folder) throws IOException;
}
