package org.groundswell.kernel.handover;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Whether the other one has ended decides who serves: one that only hangs would serve beside this one when it wakes up. */
public class ConversationTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private Conversation here;
    private Conversation there;

    @Before
    public void meet() throws Exception {
        Path socket = folder.getRoot().toPath().resolve("ask");
        try (ServerSocketChannel asked = ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(socket))) {
            here = Conversation.with(socket);
            there = new Conversation(asked.accept());
        }
    }

    @After
    public void part() throws Exception {
        here.close();
        there.close();
    }

    @Test
    public void oneThatSaysNothingHasNotEnded() {
        HandoverException silent = assertThrows(HandoverException.class,
                () -> here.answer("FIT", "TAKE", Duration.ofMillis(20)));
        assertTrue(silent.getMessage(), silent.getMessage().contains("nothing"));
    }

    @Test
    public void whatIsSaidTooLateIsHeardByNobody() throws Exception {
        assertThrows(HandoverException.class, () -> here.answer("FIT", "TAKE", Duration.ofMillis(20)));
        assertEquals("FIT", there.hear());
        assertEquals("so that the one who says it knows", Optional.empty(), there.answer("TAKE", "ACCEPTING", LONG));
    }

    @Test
    public void oneThatEndsIsHeardAtOnce() throws Exception {
        there.close();
        assertEquals(Optional.empty(), here.answer("FIT", "TAKE", LONG));
    }

    @Test
    public void anAnswerIsWhatComesBehindTheWord() throws Exception {
        there.say("WRITER 20");
        assertEquals(Optional.of("20"), here.answer("READY", "WRITER", LONG));
        there.say("no");
        assertEquals("no", assertThrows(HandoverException.class, () -> here.answer("FIT", "TAKE", LONG)).getMessage());
    }
}
