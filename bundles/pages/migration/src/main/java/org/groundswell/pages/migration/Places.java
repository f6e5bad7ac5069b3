package org.groundswell.pages.migration;

import java.util.Optional;

/** Where the links and pictures of one page lead in the new site. */
interface Places {

    /** The address for a link; the same one where it leads elsewhere. */
    String link(String address);

    /** The name of a picture's file in {@code assets/}; nothing where it is not at hand. */
    Optional<String> picture(String address);

    /** Notes something of the page that is lost or became something else. */
    void lost(String what);
}
