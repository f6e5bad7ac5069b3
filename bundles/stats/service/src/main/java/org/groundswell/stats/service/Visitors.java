package org.groundswell.stats.service;

import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.TimeUnit;

/**
 * Different visitors today (UTC) and in the last five minutes. An address is mixed with a secret that is made anew
 * each day and never leaves memory, so nobody can ask a sketch whether somebody was here.
 */
final class Visitors {
    private static final int MINUTES = 5;

    private final Clock clock;
    private volatile Day day;

    Visitors(Clock clock) {
        this.clock = clock;
        this.day = new Day(TimeUnit.MILLISECONDS.toDays(clock.millis()));
    }

    void seen(InetAddress address, String userAgent) {
        long millis = clock.millis();
        Day today = today(millis);
        long hash = today.mix(address.hashCode(), userAgent.hashCode());
        today.visitors.add(hash);
        today.minute(TimeUnit.MILLISECONDS.toMinutes(millis)).visitors.add(hash);
    }

    long today() {
        return today(clock.millis()).visitors.estimate();
    }

    long now() {
        long millis = clock.millis();
        long minute = TimeUnit.MILLISECONDS.toMinutes(millis);
        var union = new VisitorSketch();
        for (Minute each : today(millis).minutes) {
            if (each != null && minute - each.number < MINUTES) {
                union.addAll(each.visitors);
            }
        }
        return union.estimate();
    }

    private Day today(long millis) {
        long number = TimeUnit.MILLISECONDS.toDays(millis);
        Day present = day;
        if (present.number == number) {
            return present;
        }
        synchronized (this) {
            if (day.number != number) {
                day = new Day(number);
            }
            return day;
        }
    }

    private record Minute(long number, VisitorSketch visitors) {
    }

    private static final class Day {
        private final long number;
        private final long secret1;
        private final long secret2;
        private final VisitorSketch visitors = new VisitorSketch();
        private final Minute[] minutes = new Minute[MINUTES];

        Day(long number) {
            this.number = number;
            var random = new SecureRandom();
            this.secret1 = random.nextLong();
            this.secret2 = random.nextLong();
        }

        Minute minute(long minuteNumber) {
            int place = (int) (minuteNumber % MINUTES);
            Minute present = minutes[place];
            if (present == null || present.number != minuteNumber) {
                present = new Minute(minuteNumber, new VisitorSketch());
                minutes[place] = present;
            }
            return present;
        }

        /** The finalizer of MurmurHash3, twice, over secret and visitor. */
        long mix(int address, int agent) {
            return finish(finish(((long) address << 32 | agent & 0xffffffffL) ^ secret1) ^ secret2);
        }

        private static long finish(long bits) {
            long mixed = (bits ^ bits >>> 33) * 0xff51afd7ed558ccdL;
            mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
            return mixed ^ mixed >>> 33;
        }
    }
}
