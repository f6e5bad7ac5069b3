package org.groundswell.pages.check;

import java.util.function.Consumer;
import org.groundswell.pages.api.check.Finding;
import org.groundswell.pages.api.check.SiteReading;

/** One kind of look at a site. */
@FunctionalInterface
interface Check {

    /** Says what it finds; the same thing may be said again for each page that meets it. */
    void look(SiteReading reading, ParsedPages pages, Consumer<Finding> found);
}
