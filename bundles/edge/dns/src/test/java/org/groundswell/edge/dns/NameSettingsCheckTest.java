package org.groundswell.edge.dns;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import org.apache.felix.hc.api.Result;
import org.junit.Test;

/** A bundle without settings does nothing, and says so. */
public class NameSettingsCheckTest {

    @Test
    public void withoutSettingsItSaysWhichFileIsMissing() {
        Result result = new NameSettingsCheck().execute();
        assertEquals(Result.Status.WARN, result.getStatus());
        assertTrue(result.toString(), result.toString().contains("conf/org.groundswell.edge.dns.cfg is not there"));
    }
}
