package org.groundswell.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until a test moves it, in UTC. May be moved by one thread and read by others. */
public final class SetClock extends Clock {
    private volatile Instant now;

    public SetClock(Instant now) {
        this.now = now;
    }

    /** @param now as {@code 2026-11-21T20:00:00Z} */
    public SetClock(String now) {
        this(Instant.parse(now));
    }

    public void set(Instant time) {
        now = time;
    }

    public void pass(Duration time) {
        now = now.plus(time);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** Nobody who is tested asks for local times. */
    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
