package org.groundswell.console.people;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.Test;

/** Sessions over an exchange of the bundle, and over a restart. */
public class KeptSessionsTest extends SessionsScene {
    /** The next release of this bundle, other settings. */
    @Test
    public void anExchangeSignsNobodyOut() throws Exception {
        var session = sessions.begin(request(), response(), person("omar"), Session.Begun.HERE);
        sessions.stop();
        clock.pass(Duration.ofSeconds(5));
        sessions = sessions();
        assertEquals("its forms go on, too", session.token(), sessions.of(request()).orElseThrow().token());
        clock.pass(Duration.ofMinutes(31));
        assertFalse("idle", sessions.of(request()).isPresent());
    }

    @Test
    public void whoHasChangedMeanwhileIsSignedOut() throws Exception {
        sessions.begin(request(), response(), person("omar"), Session.Begun.HERE);
        sessions.stop();
        people.change("omar", each -> each.withPassword(Passwords.fastHash("y")));
        sessions = sessions();
        assertFalse(sessions.of(request()).isPresent());
    }

    @Test
    public void aRestartSignsNobodyOut() throws Exception {
        Session session = sessions.begin(request(), response(), person("omar"), Session.Begun.HERE);
        String omars = cookie;
        Path kept = folder.getRoot().toPath().resolve("console/sessions");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)));
        assertFalse("no cookie is on the disk", Files.readString(kept).contains(omars.replaceFirst(";.*", "").replaceFirst(".*?=", "")));
        sessions = sessions();
        assertEquals("a crash", session.token(), sessions.of(request()).orElseThrow().token());
        clock.pass(Duration.ofMinutes(20));
        assertTrue(sessions.of(request()).isPresent());
        sessions.stop();
        clock.pass(Duration.ofMinutes(20));
        sessions = sessions();
        assertTrue("a long stop", sessions.of(request()).isPresent());
        sessions.stop();
        clock.pass(Duration.ofMinutes(31));
        sessions = sessions();
        assertFalse("nobody was there for too long", sessions.of(request()).isPresent());
    }

    @Test
    public void whatHasEndedDoesNotComeBackWithARestart() throws Exception {
        sessions.begin(request(), response(), person("omar"), Session.Begun.HERE);
        String first = cookie;
        cookie = "";
        Session here = sessions.begin(request(), response(), person("omar"), Session.Begun.HERE);
        String second = cookie;
        sessions.endOthers(here);
        sessions = sessions();
        cookie = first;
        assertFalse(sessions.of(request()).isPresent());
        cookie = second;
        assertTrue(sessions.of(request()).isPresent());
        sessions.end(request(), response());
        sessions = sessions();
        cookie = second;
        assertFalse(sessions.of(request()).isPresent());
    }

    @Test
    public void whatIsOverLeavesTheDisk() throws Exception {
        Path kept = folder.getRoot().toPath().resolve("console/sessions");
        sessions.begin(request(), response(), person("omar"), Session.Begun.HERE);
        clock.pass(Duration.ofMinutes(31));
        cookie = "";
        sessions.begin(request(), response(), person("noor"), Session.Begun.HERE);
        assertFalse("written with somebody else's", Files.readString(kept).contains("omar"));
        cookie = "";
        sessions.begin(request(), response(), person("omar"), Session.Begun.HERE);
        sessions.stop();
        assertTrue(Files.readString(kept).contains("omar"));
        people.remove("omar");
        sessions = sessions();
        sessions.stop();
        assertFalse("taken away", Files.readString(kept).contains("omar"));
        sessions = sessions();
        clock.pass(Duration.ofMinutes(31));
        sessions.forgetOver();
        assertFalse("nobody comes again", Files.exists(kept));
    }

    @Test
    public void aSpoiltFileAsksEverybodyAgain() throws Exception {
        sessions.begin(request(), response(), person("omar"), Session.Begun.HERE);
        Files.writeString(folder.getRoot().toPath().resolve("console/sessions"), "{ no sessions");
        sessions = sessions();
        assertFalse(sessions.of(request()).isPresent());
        sessions.begin(request(), response(), person("omar"), Session.Begun.HERE);
        assertTrue(sessions.of(request()).isPresent());
    }
}
