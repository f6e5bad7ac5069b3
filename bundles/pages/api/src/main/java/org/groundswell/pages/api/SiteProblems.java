package org.groundswell.pages.api;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** What is wrong in the site folder right now, for the admin side. Thread-safe. */
@ProviderType
public interface SiteProblems {

    /** One message each, naming file, line and what was expected; empty when all is well. */
    List<String> problems();

    /** Whether visitors see a whole site: the present one, or the last one that had no problems. */
    boolean isWhole();
}
