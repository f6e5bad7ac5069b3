package org.groundswell.kernel.configuration;

/** What is to be seen of one file of settings. */
sealed interface Look {

    /** A whole text. */
    record Text(String text) implements Look {
    }

    /**
     * Something that cannot be used as it is.
     *
     * @param problem names the file, and says what is wrong and what to do
     */
    record Unusable(String problem) implements Look {
    }

    /** The file is not there, or not there any more. */
    record Gone() implements Look {
    }
}
