package org.groundswell.console.people;

import static org.junit.Assert.assertEquals;

import org.junit.Test;

public class DoorTest {

    @Test
    public void nobodyIsLedElsewhere() {
        for (String own : new String[] {"/admin/people", "/admin/gifts?q=a%40b&state=paid", "/system/console/bundles",
            "/admin/start"}) {
            assertEquals(own, Door.own(own));
        }
        for (String other : new String[] {"", "//evil.example", "https://evil.example/admin/", "/admin//evil.example",
            "/admin/../x\r\nSet-Cookie: a=b", "/\\evil.example", "/administrator", "/admin/sign-in", "/admin/sign-out",
            "javascript:alert(1)", "/admin?x=" + "y".repeat(2_000)}) {
            assertEquals(other, "/admin/start", Door.own(other));
        }
    }
}
