package org.groundswell.kernel.switchboard;

/** How a call ended. */
enum Outcome {
    /** With a result, or with an exception that belongs to an interface. */
    ANSWERED,
    /** The provider broke. */
    BROKEN,
    /** The provider says that the consumer's arguments are wrong. */
    MISTAKEN
}
