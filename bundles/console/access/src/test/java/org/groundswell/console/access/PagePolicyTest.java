package org.groundswell.console.access;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.List;
import org.junit.Test;

public class PagePolicyTest {

    @Test
    public void outsideOfTheConsoleNoPageHasScriptsOfItsOwn() {
        for (String path : List.of("/", "/stats", "/metrics", "/system/consoles", "/system/console2/bundles")) {
            assertTrue(path, PagePolicy.of(path).endsWith("; script-src 'self'"));
        }
    }

    @Test
    public void insideEachHasWhatItNeeds() {
        for (String path : List.of("/system/console/donations", "/system/console/logs", "/system/console/x/bundles")) {
            assertTrue(path, PagePolicy.of(path).endsWith("script-src 'self' 'unsafe-inline'; script-src-attr 'none'"));
        }
        assertTrue(PagePolicy.of("/system/console/configMgr/org.groundswell.edge.listener")
                .endsWith("'unsafe-inline' 'unsafe-eval'; script-src-attr 'none'"));
        assertTrue(PagePolicy.of("/system/console/vmstat").endsWith("script-src 'self' 'unsafe-inline'"));
        assertEquals(PagePolicy.of("/system/console/bundles"), PagePolicy.of("/system/console"));
        assertFalse(PagePolicy.of("/system/console/vmstat").contains("eval"));
    }
}
