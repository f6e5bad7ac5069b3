package org.groundswell.donations.service.settlement;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.List;
import org.groundswell.donations.service.MemoryLedger;
import org.junit.Test;

public class RehearsalCommandTest {
    private final MemoryLedger ledger = new MemoryLedger();
    private final RehearsalCommand command = new RehearsalCommand(ledger, null);

    @Test
    public void whoAsksOrMistypesEndsNothing() {
        assertTrue(command.execute(null, List.of("--help")).contains("scope: groundswell"));
        assertThrows(CommandFailedException.class, () -> command.execute(null, List.of("now")));
        assertEquals(0, ledger.ended);
    }
}
