package org.groundswell.console.modules;

import static org.junit.Assert.assertTrue;

import java.util.Properties;
import org.groundswell.console.testing.PageTexts;
import org.groundswell.kernel.api.keeper.SwapOutcome;
import org.junit.Test;

public class WordsTest extends PageTexts {

    public WordsTest() {
        super(WordsTest.class, "modules", "module", "history", "nodes");
    }

    @Test
    public void everyOutcomeAndStateHasAWord() throws Exception {
        Properties english = read("en");
        for (SwapOutcome outcome : SwapOutcome.values()) {
            assertTrue(outcome.name(), english.containsKey("outcome." + outcome));
        }
        for (Module.State state : Module.State.values()) {
            assertTrue(state.name(), english.containsKey("state." + state));
        }
    }
}
