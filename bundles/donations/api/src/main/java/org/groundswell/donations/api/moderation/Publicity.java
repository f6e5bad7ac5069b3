package org.groundswell.donations.api.moderation;

/** When something that donors wrote is shown to everybody. */
public enum Publicity {
    /** As soon as the donation is paid. */
    AT_ONCE,
    /** When an admin has read it. */
    ONCE_READ,
    /** Not at all. */
    NEVER
}
