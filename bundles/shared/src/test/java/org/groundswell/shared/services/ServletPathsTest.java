package org.groundswell.shared.services;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.List;
import org.junit.Test;

public class ServletPathsTest {

    @Test
    public void whatTakesTheRestAnswersForNobody() {
        var paths = new ServletPaths(List.of("/*", "/", "/raffle/*", "/donations", "*.ics"));
        for (String path : List.of("/raffle", "/raffle/1", "/donations", "/evening.ics")) {
            assertTrue(path, paths.answer(path));
        }
        for (String path : List.of("/raffel", "/raffle2", "/donations/1", "/en/abuot")) {
            assertFalse(path, paths.answer(path));
        }
    }
}
