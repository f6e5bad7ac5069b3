package org.groundswell.shared.services;

import static org.junit.Assert.assertEquals;

import java.util.List;
import org.junit.Test;

/** Which patterns take paths from which. */
public class ServletPatternTest {

    @Test
    public void whoeverAnswersAPathOfAnotherTakesIt() {
        for (List<String> each : List.of(List.of("/en/*", "/en/*"), List.of("/en/thanks", "/en/*"),
                List.of("/en", "/en/*"), List.of("/payments/bank/hook", "/payments/*"),
                List.of("/payments/bank/*", "/payments/*"), List.of("/donations", "/donations"),
                List.of("/donations/*", "/donations"), List.of("/sandbox/*", "/sandbox/checkout/*"),
                List.of("*.json", "/stats.json"), List.of("/*", "/donations"), List.of("/", "/donations"),
                List.of("/*", "/*"), List.of("/", "/"), List.of("", ""), List.of("/*", ""), List.of("*.a", "*.a"))) {
            assertEquals(each.toString(), true, takes(each));
        }
    }

    @Test
    public void neighboursAndWhatIsLeftOverAreNobodys() {
        for (List<String> each : List.of(List.of("/raffle", "/*"), List.of("/raffle/*", "/"),
                List.of("/english/*", "/en/*"), List.of("/english", "/en/*"), List.of("/donations2", "/donations"),
                List.of("*.png", "/stats.json"), List.of("/raffle", ""), List.of("/raffle/*", ""),
                List.of("", "/raffle/*"), List.of("*.png", "/en/*"), List.of("/stats", "/stats.json"))) {
            assertEquals(each.toString(), false, takes(each));
        }
    }

    private static boolean takes(List<String> claimAndOwner) {
        return new ServletPattern(claimAndOwner.get(0)).takesFrom(new ServletPattern(claimAndOwner.get(1)));
    }
}
