package org.groundswell.stress;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import org.junit.Test;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

public class OptionsTest {

    @Test
    public void whatIsNotSaidIsTheNodesOwn() {
        Options options = options("--visitors", "2.5", "--donors", "0");
        assertEquals(URI.create("http://127.0.0.1:8080"), options.target());
        assertEquals(2.5, options.perSecond(), 0);
        assertEquals(0, options.donorsPercent());
        assertEquals(60, options.seconds());
    }

    @Test
    public void mistakesAreNamed() {
        for (String[] wrong : new String[][] {{"--visitors", "many"}, {"--seconds", "0"}, {"--donors", "101"},
            {"--visitors"}, {"--nothing", "1"}, {"example.org"},
            {"--seconds", "1.5"}, {"http://a b"}}) {
            String message = assertThrows(ParameterException.class, () -> options(wrong)).getMessage();
            assertTrue(message, message.contains(wrong[0]));
        }
    }

    @Test
    public void helpSaysEachOptionOnceAndNotWhatOnlyTheConsoleAsks() {
        CommandLine parser = TypedOptions.parser();
        TypedOptions.read(parser, URI.create("http://127.0.0.1:8080"), Path.of("reports"), "--help");
        assertTrue(parser.isUsageHelpRequested());
        String help = parser.getUsageMessage();
        for (String option : new String[] {"--visitors N", "--seconds N", "--curve FILE", "--donors N", "--think N",
            "--token T", "--report FILE", "--compare N"}) {
            assertEquals(help, 2, help.split(option, -1).length);
        }
        assertFalse(help, help.contains("--progress"));
    }

    @Test
    public void anotherMachineHasToAgree() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            Permission.check(client, options("http://[::1]:8080/"));
            // Nobody is there, and nobody is asked.
            Options foreign = options("http://192.0.2.1");
            String message = assertThrows(IllegalArgumentException.class,
                    () -> Permission.check(client, foreign)).getMessage();
            assertTrue(message, message.contains("has to agree"));
        }
    }

    private static Options options(String... arguments) {
        return TypedOptions.read(TypedOptions.parser(), URI.create("http://127.0.0.1:8080"), Path.of("reports"), arguments);
    }
}
