package org.groundswell.console.alarms;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.groundswell.kernel.api.mail.Letter;
import org.groundswell.kernel.api.mail.Mail;
import org.groundswell.kernel.api.mail.MailConnection;
import org.groundswell.kernel.api.mail.MailException;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class AlarmMailTest {
    private static final Sign BROKEN = Sign.about(Sign.Kind.GATEWAY_BROKEN, "stripe", "stripe");
    private static final Sign SLOW = Sign.of(Sign.Kind.SLOW, 1500L);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private AlarmBoard board = new AlarmBoard();
    private AlarmMail mail = new AlarmMail(new Config("noor@example.org"));
    private Path memory;
    private AlarmMemory kept;
    private final List<String> sent = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-21T20:00:10Z");
    private boolean serverIsAway;

    private record Config(String... to) implements AlarmMail.Config {
        @Override
        public String language() {
            return "en";
        }

        @Override
        public int pauseMinutes() {
            return 5;
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return AlarmMail.Config.class;
        }
    }

    @Before
    public void remember() {
        memory = folder.getRoot().toPath().resolve("alarms");
        kept = new AlarmMemory(memory);
    }

    /** As {@link NodeAlarms} begins. */
    private void restart() {
        kept = new AlarmMemory(memory);
        List<AlarmBoard.On> before = kept.on(now);
        board = new AlarmBoard(before);
        mail = new AlarmMail(new Config("noor@example.org"));
        mail.remember(before, kept.told());
        server();
    }

    @Test
    public void beginAndEndAreToldOnceEach() {
        server();
        for (int i = 0; i < 20; i++) {
            look(1, BROKEN);
        }
        assertEquals(sent.toString(), 1, sent.size());
        assertTrue(sent.getFirst(), sent.getFirst().contains("Alarm: stripe does not work"));
        assertTrue(sent.getFirst(), sent.getFirst().contains("take stripe off"));
        for (int i = 0; i < 20; i++) {
            look(15);
        }
        assertEquals(sent.toString(), 2, sent.size());
        assertTrue(sent.getLast(), sent.getLast().contains("Over: stripe does not work"));
    }

    @Test
    public void whatFollowsSoonComesInTheNextMail() {
        server();
        look(0, BROKEN);
        look(10, BROKEN, SLOW);
        look(60, BROKEN, SLOW);
        assertEquals(sent.toString(), 1, sent.size());
        look(4 * 60, BROKEN, SLOW);
        assertEquals(2, sent.size());
        assertTrue(sent.getLast(), sent.getLast().contains("1,500 ms"));
    }

    @Test
    public void whatComesAndGoesIsOneAlarm() {
        look(0, BROKEN);
        assertEquals(1, look(10, BROKEN).begun().size());
        for (int i = 0; i < 50; i++) {
            var news = i % 2 == 0 ? look(10, BROKEN) : look(10);
            assertEquals(0, news.begun().size());
            assertEquals(0, news.ended().size());
        }
        look(120);
        assertEquals(List.of(), board.now());
    }

    @Test
    public void whatIsOverWithinSecondsIsNone() {
        for (int i = 0; i < 50; i++) {
            assertEquals(0, (i % 2 == 0 ? look(9, BROKEN) : look(9)).begun().size());
        }
        assertEquals(List.of(), board.now());
    }

    @Test
    public void whileTheServerIsAwayNothingIsLost() {
        look(1, BROKEN);
        look(10, BROKEN);
        serverIsAway = true;
        server();
        look(1, BROKEN);
        look(1, BROKEN);
        assertEquals("it is not asked every second", 1, sent.size());
        serverIsAway = false;
        sent.clear();
        look(300, BROKEN);
        assertTrue(sent.getFirst(), sent.getFirst().contains("Alarm: stripe"));
    }

    /** A new release of this bundle, or of the node, while something is wrong. */
    @Test
    public void afterARestartWhatIsStillOnIsNotToldAgain() throws Exception {
        server();
        for (int i = 0; i < 3; i++) {
            look(10, BROKEN, SLOW);
        }
        look(300, BROKEN, SLOW);
        int told = sent.size();
        restart();
        Instant since = now;
        for (int i = 0; i < 20; i++) {
            look(10, BROKEN, SLOW);
        }
        look(600, BROKEN, SLOW);
        assertEquals(sent.toString(), told, sent.size());
        assertTrue("since it began", board.now().getFirst().since().isBefore(since));
        restart();
        now = now.plus(Duration.ofHours(1));
        look(10, BROKEN);
        for (int i = 0; i < 30; i++) {
            look(10, BROKEN);
        }
        assertTrue(sent.getLast(), sent.getLast().contains("Over:"));
        assertTrue(sent.getLast(), !sent.getLast().contains("Over: stripe"));
        restart();
        look(10);
        look(200);
        look(300);
        assertTrue("what ended meanwhile is told, once", sent.getLast().contains("Over: stripe does not work"));
    }

    @Test
    public void aMemoryThatCannotBeReadIsNone() throws Exception {
        server();
        for (String text : List.of("", "{", "[1]", "[{\"sign\":{\"kind\":\"NO_SUCH\"}}]", "null", "[null]")) {
            Files.writeString(memory, text);
            restart();
            look(1, BROKEN);
            look(10, BROKEN);
            assertEquals(text, 1, board.now().size());
        }
    }

    @Test
    public void whoIsNotToldIsNotWrittenTo() {
        new AlarmMail(new Config("", " ")).tell(board.look(List.of(BROKEN), now), now);
        assertThrows(IllegalArgumentException.class, () -> new AlarmMail(new Config("noor@example.org", "no address")));
        assertThrows(IllegalArgumentException.class, () -> new AlarmMail(new Config("a@example.org\nBcc: b@example.org")));
    }

    private AlarmBoard.News look(int seconds, Sign... signs) {
        now = now.plus(Duration.ofSeconds(seconds));
        AlarmBoard.News news = board.look(List.of(signs), now);
        mail.tell(news, now);
        kept.keep(board.now(), mail.told());
        return news;
    }

    private void server() {
        mail.mail = new Mail() {
            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void send(Letter letter) throws MailException {
                assertEquals(List.of("noor@example.org"), letter.to());
                sent.add(letter.subject() + "\n" + letter.text());
                if (serverIsAway) {
                    throw new MailException("nobody answers there", MailException.Reason.NOBODY_ANSWERS, "", null);
                }
            }

            @Override
            public MailConnection open() {
                throw new AssertionError("one letter needs none");
            }
        };
    }
}
