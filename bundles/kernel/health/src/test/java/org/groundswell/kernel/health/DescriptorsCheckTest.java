package org.groundswell.kernel.health;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Map;
import org.apache.felix.hc.api.Result;
import org.groundswell.kernel.health.DescriptorsCheck.Limits;
import org.junit.Test;

public class DescriptorsCheckTest {

    @Test
    public void aLimitBelowWhatTheSettingsPromiseIsSaid() {
        assertEquals(Result.Status.OK, check(15_500, 100).getStatus());
        Result warned = check(1024, 100);
        assertEquals(Result.Status.WARN, warned.getStatus());
        assertTrue(warned.toString(), warned.toString().contains("LimitNOFILE"));
    }

    @Test
    public void aLimitThatIsNearlyReachedIsSaid() {
        assertEquals(Result.Status.WARN, check(20_000, 19_000).getStatus());
    }

    @Test
    public void aSystemThatDoesNotSayIsNoReasonToWarn() {
        assertEquals(Result.Status.OK, check(-1, -1).getStatus());
        assertTrue(Limits.ofThisProcess().allowed() >= Limits.ofThisProcess().open());
    }

    private static Result check(long allowed, long open) {
        var limits = new Limits() {
            @Override
            public long allowed() {
                return allowed;
            }

            @Override
            public long open() {
                return open;
            }
        };
        return new DescriptorsCheck(limits, () -> 15_000, Settings.of(DescriptorsCheck.Config.class, Map.of()))
                .execute();
    }
}
