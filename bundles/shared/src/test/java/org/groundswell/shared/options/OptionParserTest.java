package org.groundswell.shared.options;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import org.junit.Test;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

public class OptionParserTest {
    private final Typed typed = new Typed();

    @Command(name = "test")
    static final class Typed {
        @Option(names = "--token")
        private String token = "";
        @Option(names = "--strict")
        private boolean strict;
        @Parameters(arity = "0..1")
        private String folder = "";
    }

    @Test
    public void namesAreTakenAsTheyAreAndTheLastWordCounts() {
        OptionParser.of(typed).parseArgs("--token", "one", "@folder", "--token=two");
        assertEquals("@folder", typed.folder);
        assertEquals("two", typed.token);
        assertFalse(typed.strict);
    }

    @Test
    public void whatMayHaveBeenMeantIsSaid() {
        String problem = problem("--strct");
        assertTrue(problem, problem.contains("'--strct'") && problem.contains("--strict?"));
        assertTrue(problem("one", "another"), problem("one", "another").contains("'another'"));
        assertTrue(problem("--token"), problem("--token").contains("'--token'"));
    }

    private String problem(String... words) {
        return OptionParser.problem(assertThrows(ParameterException.class, () -> OptionParser.of(typed).parseArgs(words)));
    }
}
