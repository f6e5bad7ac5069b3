package org.groundswell.kernel.shell;

import static org.junit.Assert.assertEquals;

import org.junit.Test;

public class HelpTest {

    @Test
    public void aCommandIsExplainedAsElsewhere() {
        assertEquals("help groundswell:swap", Help.wanted("groundswell:swap --help"));
        assertEquals("help groundswell:swap", Help.wanted(" groundswell:swap -h "));
        for (String other : new String[] {"groundswell:swap a.jar", "groundswell:swap --help me", "echo --help", "lb",
            "groundswell:rehearsal-ends --help"}) {
            assertEquals(other, Help.wanted(other));
        }
    }
}
