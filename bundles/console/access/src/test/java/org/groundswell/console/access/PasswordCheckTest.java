package org.groundswell.console.access;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class PasswordCheckTest {
    /** As an older release wrote it. */
    private static final String OLD = "pbkdf2-sha256:1000:00112233445566778899aabbccddeeff:"
            + "%s\n";
    private static final byte[] SALT = HexFormat.of().parseHex("00112233445566778899aabbccddeeff");
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private Path path;

    @Before
    public void place() {
        path = folder.getRoot().toPath().resolve("password");
    }

    @Test
    public void guessesOfAMadePasswordCostNothingAndKeepNobodyOut() throws Exception {
        var file = new PasswordFile(path);
        String password = file.generate();
        var check = new PasswordCheck(file);
        for (int i = 0; i < 10_000; i++) {
            assertEquals(Optional.of(false), check.isRight("guess " + i, "10.0.0.1"));
        }
        assertEquals(Optional.of(true), check.isRight(password, "10.0.0.1"));
        assertFalse(file.isSlow());
    }

    @Test
    public void anOldFileIsUnderstoodAndQuickened() throws Exception {
        String password = "abcdefghjkmnpqrstuvw";
        Files.writeString(path, old("a password of before"));
        var file = new PasswordFile(path);
        var check = new PasswordCheck(file);
        assertTrue(file.isSlow());
        assertEquals(Optional.of(false), check.isRight(password, "10.0.0.1"));
        Files.writeString(path, old(password));
        assertEquals(Optional.of(true), check.isRight(password, "10.0.0.1"));
        assertFalse("from now on", file.isSlow());
        assertEquals(Optional.of(true), check.isRight(password, "10.0.0.1"));
        assertEquals(Optional.of(false), check.isRight("another", "10.0.0.1"));
    }

    @Test
    public void anAdminsOwnPasswordStaysSlowToGuess() throws Exception {
        Files.writeString(path, old("own"));
        var file = new PasswordFile(path);
        var check = new PasswordCheck(file);
        assertEquals(Optional.of(true), check.isRight("own", "10.0.0.1"));
        assertTrue(file.isSlow());
        assertEquals(Optional.of(false), check.isRight("other", "10.0.0.1"));
    }

    @Test
    public void aFileThatCannotBeReadLetsNobodyIn() throws Exception {
        var check = new PasswordCheck(new PasswordFile(path));
        for (String text : new String[] {"", "x", "hmac-sha256:zz:zz", "pbkdf2-sha256:many:00:00", "hmac-sha256::",
            "pbkdf2-sha256:1000:00"}) {
            Files.writeString(path, text);
            assertThrows(text, IOException.class, () -> check.isRight("", "10.0.0.1"));
        }
    }

    @Test
    public void oneAddressTakesNoMoreThanItsPlacesInTheQueue() throws Exception {
        var queue = new HashQueue();
        var begun = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var guessers = new Thread[4];
        for (int i = 0; i < guessers.length; i++) {
            guessers[i] = Thread.startVirtualThread(() -> hold(queue, begun, go));
        }
        begun.await();
        while (queue.isOpenTo("10.0.0.1")) {
            Thread.onSpinWait();
        }
        assertEquals(Optional.empty(), queue.inTurn("10.0.0.1", () -> true));
        assertTrue(queue.isOpenTo("10.0.0.2"));
        go.countDown();
        for (Thread each : guessers) {
            each.join();
        }
        assertEquals(Optional.of(true), queue.inTurn("10.0.0.1", () -> true));
    }

    private static String old(String password) {
        return OLD.formatted(HexFormat.of().formatHex(PasswordFile.slowHash(password, SALT, 1000)));
    }

    private static void hold(HashQueue queue, CountDownLatch begun, CountDownLatch go) {
        try {
            queue.inTurn("10.0.0.1", () -> {
                begun.countDown();
                go.await();
                return false;
            });
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
