package org.groundswell.shared.servlets;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import org.junit.Test;

public class SharesTest {
    @Test
    public void eachPersonHasTheirOwnAndGetsThemBack() {
        var shares = new Shares(2);
        assertTrue(shares.take("noor") && shares.take("noor"));
        assertFalse(shares.take("noor"));
        assertTrue("somebody else", shares.take("omar"));
        shares.giveBack("noor");
        assertTrue(shares.take("noor"));
        assertFalse(shares.take("noor"));
        shares.giveBack("nobody");
        assertTrue(shares.take("nobody") && shares.take("nobody"));
        assertFalse(shares.take("nobody"));
    }
}
