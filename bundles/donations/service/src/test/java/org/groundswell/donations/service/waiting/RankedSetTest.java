package org.groundswell.donations.service.waiting;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.Random;
import java.util.TreeSet;
import org.junit.Test;

public class RankedSetTest {
    private static final int MANY = 200_000;

    private long steps;

    /** A number that notes each comparison. */
    private final class Counted implements Comparable<Counted> {
        private final int number;

        Counted(int number) {
            this.number = number;
        }

        @Override
        public int compareTo(Counted other) {
            steps++;
            return Integer.compare(number, other.number);
        }
    }

    @Test
    public void itKnowsWhatASortedSetKnows() {
        var random = new Random(11);
        var expected = new TreeSet<Integer>();
        var set = new RankedSet<Integer>();
        for (int i = 0; i < 20_000; i++) {
            int number = random.nextInt(500);
            if (expected.add(number)) {
                set.add(number);
            } else {
                assertEquals(expected.headSet(number).size(), set.before(number));
                expected.remove(number);
                set.remove(number);
            }
            assertEquals(expected.size(), set.size());
            if (!expected.isEmpty()) {
                assertEquals(expected.first(), set.first());
            }
        }
    }

    @Test
    public void amongManyAStepIsStillAFew() {
        var set = new RankedSet<Counted>();
        var all = new ArrayList<Counted>();
        for (int i = 0; i < MANY; i++) {
            all.add(new Counted(i));
            set.add(all.getLast());
        }
        assertTrue(steps / MANY + " steps for one who comes last", steps < 60L * MANY);
        steps = 0;
        for (int i = 0; i < MANY; i += 20) {
            assertEquals(i, set.before(all.get(i)));
        }
        assertTrue(steps / (MANY / 20) + " steps for a place", steps < 60L * MANY / 20);
        steps = 0;
        for (int i = 0; i < MANY; i += 2) {
            set.remove(all.get(i));
        }
        assertTrue(steps / (MANY / 2) + " steps for one who leaves", steps < 60L * MANY / 2);
        assertEquals(MANY / 2, set.size());
        assertEquals(1, set.first().number);
    }
}
