package org.groundswell.donations.service.settlement;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.util.List;
import org.groundswell.donations.service.MemoryLedger;
import org.junit.Test;

public class RehearsalCommandTest {
    private final MemoryLedger ledger = new MemoryLedger();
    private final RehearsalCommand command = new RehearsalCommand(ledger, null);

    /** The shell explains it by itself, and does not ask the command. */
    @Test
    public void whoAsksOrMistypesEndsNothing() {
        for (String word : List.of("--help", "now")) {
            assertThrows(word, CommandFailedException.class, () -> command.execute(null, List.of(word)));
        }
        assertEquals(0, ledger.ended);
    }
}
