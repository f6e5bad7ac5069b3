package org.groundswell.donations.api;

/** What became of a change. */
public sealed interface ChangeOutcome {

    /** It was news and is durable. */
    record Applied(Donation donation, Entry entry) implements ChangeOutcome {
    }

    /** It was known already, or something stronger is; nothing changed. */
    record Ignored(Donation donation) implements ChangeOutcome {
    }

    /** The donation has moved since the change's basis was read: ask the gateway once more. Nothing changed. */
    record Stale(Donation donation) implements ChangeOutcome {
    }

    /** There is no such donation. */
    record Unknown() implements ChangeOutcome {
    }
}
