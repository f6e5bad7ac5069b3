package org.groundswell.console.frame;

import static org.junit.Assert.assertEquals;

import org.junit.Test;

/** Where an address from a request leads. */
public class OwnAddressTest {
    private static final String START = "/admin/start";

    @Test
    public void pagesOfTheConsoleAreFollowed() {
        assertEquals("/admin/gifts?q=a%20b", OwnAddress.orStart("/admin/gifts?q=a%20b"));
    }

    @Test
    public void whatLeadsElsewhereIsNot() {
        for (String each : new String[] {"", "https://evil.example/admin/gifts", "//evil.example", "/admin/../x y", "/other"}) {
            assertEquals(each, START, OwnAddress.orStart(each));
        }
    }

    @Test
    public void oneOfThousandsOfPartsIsNoPageOfOurs() {
        assertEquals(START, OwnAddress.orStart("/admin" + "/a".repeat(8_000)));
    }
}
