package org.groundswell.pages.api.editing;

import java.util.List;

/** What came of publishing. */
public sealed interface Publication {

    /**
     * All of it is on disk.
     *
     * @param remarks what should be mended in the site as it is now
     */
    record Published(List<String> remarks) implements Publication {

        public Published {
            remarks = List.copyOf(remarks);
        }
    }

    /**
     * Nothing was published: files have another content than the changes were made from.
     *
     * @param files their names
     */
    record Changed(List<String> files) implements Publication {

        public Changed {
            files = List.copyOf(files);
        }
    }

    /**
     * Nothing was published: the check found mistakes.
     *
     * @param mistakes at least one
     */
    record Refused(List<String> mistakes) implements Publication {

        public Refused {
            mistakes = List.copyOf(mistakes);
        }
    }
}
