package org.groundswell.stress;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.Test;

public class MeasurementsTest {
    private final Measurements measurements = new Measurements();

    @Test
    public void aQuietEveningHolds() {
        for (int i = 0; i < 100; i++) {
            measurements.came(0);
            measurements.answered(Step.PAGE, TimeUnit.MILLISECONDS.toNanos(10));
            measurements.wentThrough();
        }
        measurements.donated();
        Result result = measurements.result();
        assertTrue(result.holds());
        assertEquals(100, result.came());
        assertEquals(1, result.donations());
        assertEquals(10, result.steps().get(Step.PAGE).p99(), 0.1);
        assertTrue(Screen.of(report(result), null).endsWith("The evening will hold.\n"));
    }

    @Test
    public void whatGaveWayFirstIsSaid() {
        measurements.failed("POST /donations answered 503");
        measurements.failed("GET / answered 500");
        Result result = measurements.result();
        assertFalse(result.holds());
        assertEquals("POST /donations answered 503", result.gaveWay());
        assertEquals(2, result.errors().size());
    }

    @Test
    public void aSlowAnswerIsAnAccidentAndManyAreNot() {
        measurements.answered(Step.PAGE, TimeUnit.SECONDS.toNanos(2));
        assertTrue(measurements.result().holds());
        for (int i = 0; i < 10; i++) {
            measurements.answered(Step.PAGE, TimeUnit.SECONDS.toNanos(2));
        }
        assertEquals("pages took longer than 1000 ms", measurements.result().gaveWay());
    }

    @Test
    public void aTesterThatIsTooSlowSaysSo() {
        for (int i = 0; i < 10; i++) {
            measurements.came(TimeUnit.SECONDS.toNanos(1));
        }
        assertTrue(measurements.result().gaveWay().startsWith("this tester"));
    }

    private static Reports.Report report(Result result) {
        return new Reports.Report("2026-11-21T20:00:00Z", "http://127.0.0.1:8080", 10, 20, result);
    }
}
