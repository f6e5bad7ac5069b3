package org.groundswell.shared.sites;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.Test;

public class SiteLimitsTest {
    @Test
    public void whatIsHiddenOrLeftBehindIsPassedOver() {
        for (String each : List.of(".git", ".home.md.swp", "home.md~")) {
            assertTrue(each, SiteLimits.isPassedOver(Path.of("site", each)));
        }
        for (String each : List.of("home.md", "a.b", "~home.md")) {
            assertFalse(each, SiteLimits.isPassedOver(Path.of("site", each)));
        }
    }
}
