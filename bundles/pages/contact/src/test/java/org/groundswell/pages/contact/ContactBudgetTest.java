package org.groundswell.pages.contact;

import static org.junit.Assert.assertEquals;

import java.time.Duration;
import org.groundswell.pages.contact.ContactBudget.Verdict;
import org.groundswell.testing.SetClock;
import org.junit.Test;

public class ContactBudgetTest {
    private final SetClock clock = new SetClock("2026-05-01T20:00:30Z");
    private final ContactBudget budget = new ContactBudget(clock, 10, 3);

    @Test
    public void oneVisitorDoesNotUseUpWhatIsThereForAll() {
        for (int i = 0; i < 1_000; i++) {
            assertEquals(i < 3 ? Verdict.TAKEN : Verdict.TOO_MANY_FROM_ONE, budget.take("203.0.113.1"));
        }
        assertEquals(Verdict.TAKEN, budget.take("203.0.113.2"));
    }

    @Test
    public void allTogetherHaveALimit() {
        for (int i = 0; i < 1_000; i++) {
            assertEquals(i < 10 ? Verdict.TAKEN : Verdict.TOO_MANY, budget.take("203.0.113." + i));
        }
    }

    @Test
    public void theNextMinuteIsAnotherOne() {
        for (int i = 0; i < 10; i++) {
            budget.take("203.0.113." + i / 3);
        }
        clock.pass(Duration.ofSeconds(30));
        assertEquals(Verdict.TAKEN, budget.take("203.0.113.1"));
        assertEquals(Verdict.TAKEN, budget.take("203.0.113.9"));
    }
}
