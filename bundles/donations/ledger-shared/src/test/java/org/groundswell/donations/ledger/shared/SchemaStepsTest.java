package org.groundswell.donations.ledger.shared;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.sql.SQLException;
import java.util.List;
import org.junit.Test;

public class SchemaStepsTest {
    private final SchemaSteps steps = SchemaSteps.of(SchemaStepsTest.class, """
            first.sql
            wider.sql widens
            other.sql
            more.sql widens
            still-more.sql widens
            """);

    @Test
    public void whoKnowsTheLastStepThatDidNotOnlyWidenGoesOn() {
        assertEquals(5, steps.known());
        assertEquals(List.of("first.sql", "wider.sql", "other.sql", "more.sql", "still-more.sql"), steps.names());
        assertEquals(List.of(0, 1, 1, 3, 3, 3), List.of(steps.least(0), steps.least(1), steps.least(2), steps.least(3),
                steps.least(4), steps.least(5)));
    }

    @Test
    public void aNewerLedgerIsRefusedUnlessItSaysOtherwise() throws Exception {
        steps.refuseNewer(5, 5);
        steps.refuseNewer(7, 5);
        var refused = assertThrows(SQLException.class, () -> steps.refuseNewer(7, 6));
        assertTrue(refused.getMessage(), refused.getMessage().contains("newer version (schema 7"));
    }

    @Test
    public void whatIsNoStepIsNamed() {
        for (String line : List.of("a.sql narrows", "a.sql widens much")) {
            var refused = assertThrows(IllegalArgumentException.class, () -> SchemaSteps.of(SchemaStepsTest.class, line));
            assertTrue(refused.getMessage(), refused.getMessage().contains(line));
        }
    }
}
