package org.groundswell.mail;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.groundswell.console.testing.Call;
import org.groundswell.console.testing.FakeFrame;
import org.groundswell.console.testing.TranslatedTexts;
import org.groundswell.kernel.api.mail.Letter;
import org.groundswell.kernel.api.mail.Mail;
import org.groundswell.kernel.api.mail.MailConnection;
import org.groundswell.kernel.api.mail.MailException;
import org.junit.Before;
import org.junit.Test;

public class TestMailServletTest {
    private final FakeFrame frame = new FakeFrame(TestMailServlet.class);
    private final TestMailServlet page = new TestMailServlet(frame, frame);
    private final List<String> sent = new ArrayList<>();
    private MailException failure;

    @Before
    public void aServer() {
        page.mail = new Mail() {
            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void send(Letter letter) throws MailException {
                if (failure != null) {
                    throw failure;
                }
                sent.add(letter.to() + " " + letter.subject());
            }

            @Override
            public MailConnection open() {
                throw new AssertionError("one letter needs none");
            }
        };
    }

    @Test
    public void oneLetterGoesOutAndIsNoted() throws Exception {
        assertTrue(Call.get(page, null).body().contains("A mail server is set."));
        Call taken = Call.post(page, "to", " noor@example.org ");
        assertEquals(200, taken.status);
        assertTrue(taken.body(), taken.body().contains("The mail server has taken it."));
        assertEquals(List.of("[noor@example.org] A test mail from your donation site"), sent);
        assertEquals(1, frame.noted.size());
        assertTrue(frame.noted.toString(), frame.noted.getFirst().contains("mail.test"));
    }

    @Test
    public void whatIsInTheWayIsSaidInEveryLanguageWithTheServersOwnWords() throws Exception {
        for (String language : List.of("en", "nl", "ar")) {
            frame.language = language;
            Properties texts = TranslatedTexts.read(TestMailServlet.class, language);
            for (MailException.Reason reason : MailException.Reason.values()) {
                failure = new MailException("m", reason, "550 <no>\nsuch person", null);
                Call refused = Call.post(page, "to", "noor@example.org");
                assertEquals(422, refused.status);
                assertTrue(refused.body(), refused.body().contains(texts.getProperty(TestMailServlet.key(reason))));
                assertTrue(refused.body(), refused.body().contains("550 &lt;no&gt; such person"));
            }
        }
    }

    @Test
    public void nothingIsSentToWhatIsNoAddressOrWithoutAServer() throws Exception {
        for (String odd : List.of("", "noor", "noor@", "a@example.org, b@example.org", "a@example.org\nBcc: b@c.org")) {
            Call refused = Call.post(page, "to", odd);
            assertEquals(odd, 422, refused.status);
            assertTrue(refused.body(), refused.body().contains("This is no e-mail address."));
        }
        assertEquals(List.of(), sent);
        assertEquals(List.of(), frame.noted);
        page.mail = null;
        assertTrue(Call.get(page, null).body().contains("No mail server is set."));
        String without = Call.post(page, "to", "noor@example.org").body();
        assertTrue(without, without.contains("there is no mail server yet"));
        assertFalse(without, without.contains("It said:"));
    }
}
