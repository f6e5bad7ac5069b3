package org.groundswell.stress;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.List;
import org.junit.Test;

public class TimelineTest {
    private final Timeline timeline = new Timeline();

    @Test
    public void eachSecondHasItsFigures() {
        for (int i = 1; i <= 100; i++) {
            timeline.came(2.5);
            timeline.answered(2.5, i * 1000L);
        }
        timeline.donated(2.9);
        timeline.failed(0);
        List<Result.Point> points = timeline.points();
        assertEquals(3, points.size());
        assertEquals(1, points.getFirst().errors(), 0);
        assertEquals("nobody came then", 0, points.get(1).visitors(), 0);
        Result.Point last = points.getLast();
        assertEquals(2.5, last.second(), 0);
        assertEquals(100, last.visitors(), 0);
        assertEquals(1, last.donations(), 0);
        assertEquals(50, last.p50(), 1);
        assertEquals(99, last.p99(), 1);
    }

    @Test
    public void aLongEveningHasNoMorePointsAndNobodyIsLost() {
        for (int second = 0; second < 10_000; second++) {
            timeline.came(second + 0.5);
            timeline.answered(second, 1_000_000_000L);
        }
        List<Result.Point> points = timeline.points();
        assertTrue(points.size() <= Timeline.MOST && points.size() > Timeline.MOST / 4);
        double width = points.get(1).second() - points.getFirst().second();
        assertEquals(10_000, points.stream().mapToDouble(each -> each.visitors() * width).sum(), width);
        assertEquals("no longer than a minute", 60_000, points.getFirst().p99(), 600);
    }

    @Test
    public void aSilenceOfHoursIsOneOfHours() {
        timeline.came(1);
        timeline.came(86_399);
        assertTrue(timeline.points().size() <= Timeline.MOST);
        assertEquals(2, timeline.points().stream().filter(each -> each.visitors() > 0).count());
    }
}
