package org.groundswell.pages.migration;

import java.util.List;

/** What came of a file that a page names. */
sealed interface Found {
    /** It is not at hand. */
    Found NOWHERE = new Missing();

    /** @param name in {@code assets/} */
    record Taken(String name) implements Found {
    }

    /** @param why what is wrong with it and what can be done, behind its name in a sentence */
    record Refused(String why) implements Found {
    }

    /** No file of the old site that is at hand. */
    record Missing() implements Found {
    }

    /** Of several places where it may be: the first one where it could be taken. */
    static Found best(List<Found> all) {
        return all.stream().filter(Taken.class::isInstance).findFirst()
                .or(() -> all.stream().filter(Refused.class::isInstance).findFirst()).orElse(NOWHERE);
    }
}
