package org.groundswell.donations.api;

/** What became of an attempt to pledge. */
public sealed interface PledgeOutcome {

    /** The pledge is new and durable. */
    record Recorded(Donation donation) implements PledgeOutcome {
    }

    /** The same donor's form came again; this is the donation it made the first time. */
    record Repeated(Donation donation) implements PledgeOutcome {
    }

    /** The key was used for another donation; nothing was recorded. */
    record ForeignKey() implements PledgeOutcome {
    }
}
