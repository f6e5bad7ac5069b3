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
     * @param content what tells it from another with the same problem; "" where there is nothing to read
     */
    record Unusable(String problem, String content) implements Look {
        Unusable(String problem) {
            this(problem, "");
        }
    }

    /** The file is not there, or not there any more. */
    record Gone() implements Look {
    }
}
