package org.groundswell.donations.api.moderation;

/** What an admin decided on a donor's name and words. */
public enum Decision {
    /** Both are shown. */
    SHOW,
    /** The name is shown, the words are not. */
    NAME,
    /** Neither is shown. */
    HIDE
}
