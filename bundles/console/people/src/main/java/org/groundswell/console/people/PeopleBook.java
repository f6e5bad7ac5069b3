package org.groundswell.console.people;

import java.io.IOException;
import java.util.Map;

/** Where people are kept: in a file of this node, or in common with others. */
interface PeopleBook {
    /** By name; not changed any more. */
    Map<String, Person> all();

    /** @throws UnreachableException if nothing can be changed, as far as that is known without trying */
    default void check() throws UnreachableException {
    }

    /**
     * Takes all of these in the place of all of those.
     *
     * @param before as {@link #all} has given it
     * @return whether it was done: false where somebody else has changed it since
     * @throws IOException if nothing was changed
     */
    boolean exchange(Map<String, Person> before, Map<String, Person> next) throws IOException;
}
