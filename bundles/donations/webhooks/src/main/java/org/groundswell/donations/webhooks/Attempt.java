package org.groundswell.donations.webhooks;

/**
 * How sending a letter went.
 *
 * @param failure "" where the receiver has taken it, else why it was not taken
 */
record Attempt(Letter letter, String failure) {

    boolean succeeded() {
        return failure.isEmpty();
    }
}
