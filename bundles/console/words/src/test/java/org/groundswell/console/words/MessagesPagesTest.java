package org.groundswell.console.words;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.groundswell.console.testing.Call;
import org.groundswell.kernel.api.mail.Letter;
import org.groundswell.kernel.api.mail.Mail;
import org.groundswell.kernel.api.mail.MailConnection;
import org.groundswell.kernel.api.mail.MailException;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.Test;

/** What visitors wrote is read and answered. */
public class MessagesPagesTest extends WordsDesk {
    @Test
    public void aMessageIsReadAnsweredAndDone() throws Exception {
        UUID id = message("Bob", "bob+boat@example.org", "May I lend you\nmy boat & oars?");
        String page = Call.get(messages, null).body();
        assertTrue(page, page.contains("href=\"mailto:bob%2Bboat@example.org?subject=Your%20message&amp;body=%0D%0A%0D%0A"
                + "%3E%20May%20I%20lend%20you%0D%0A%3E%20my%20boat%20%26%20oars%3F\""));
        assertEquals("/admin/messages?which=open&did=done", Call.post(messages, "done", "" + id).headers.get("Location"));
        assertEquals(Set.of(id), done);
        assertEquals("sent twice, noted once", 303, Call.post(messages, "done", "" + id).status);
        assertTrue(Call.get(messages, "did=done").body().contains("Nobody waits"));
        assertTrue(Call.get(messages, "which=done").body().contains("my boat"));
        assertEquals(303, Call.post(messages, "open", "" + id, "which", "done").status);
        assertEquals(Set.of(), done);
        assertEquals(List.of("message.done " + id + " ", "message.open " + id + " "), frame.noted);
        for (int i = 0; i < 40; i++) {
            message("Visitor " + i, "v@example.org", "text");
        }
        Document first = Jsoup.parse(Call.get(messages, null).body());
        assertEquals(30, first.select("article").size());
        String older = first.select("a[href*=before=]").attr("href").replaceFirst(".*\\?", "");
        assertTrue(older, Call.get(messages, older).body().contains("my boat"));
    }

    @Test
    public void aMessageIsAnsweredFromHere() throws Exception {
        UUID id = message("Bob", "bob@example.org", "May I lend you\nmy boat?");
        assertFalse("without a mail server there is one's own program", Call.get(messages, null).body()
                .contains("/admin/messages/answer"));
        messages.mail = answer.mail = mail();
        assertTrue(Call.get(messages, null).body().contains("/admin/messages/answer?message=" + id));
        String form = Call.get(answer, "message=" + id).body();
        assertTrue(form, form.contains("&gt; May I lend you\n&gt; my boat?") && form.contains("value=\"Your message\""));
        UUID letter = new UUID(5, 5);
        String[] fields = {"message", "" + id, "id", "" + letter, "subject", "Re: boat", "text", "Yes,\nplease.", "answerTo",
            "office@example.org", "isDone", "yes"};
        assertEquals("/admin/messages?did=answered", Call.post(answer, fields).headers.get("Location"));
        Letter sent = letters.getFirst();
        assertEquals(List.of("bob@example.org"), sent.to());
        assertEquals("Yes,\nplease.", sent.text());
        assertEquals("office@example.org", sent.answerTo());
        assertEquals("answer." + letter, sent.id());
        assertEquals("a form that comes twice", 303, Call.post(answer, fields).status);
        assertEquals("is one letter", 1, letters.size());
        assertTrue(sent.isByHand() && sent.language().equals("en"));
        assertEquals(List.of("message.answer " + id + " " + letter), frame.noted);
        assertEquals(Set.of(id), done);
        String kept = Call.get(messages, "which=done&did=answered").body();
        assertTrue(kept, kept.contains("Answered by berta") && kept.contains("please.") && kept.contains("has gone out"));
    }

    /** Two who have the same message open would each write to its sender. */
    @Test
    public void whoWasSlowerThanAColleagueSendsNothingBeforeLookingAtTheAnswer() throws Exception {
        UUID id = message("Bob", "bob@example.org", "May I?");
        answer.mail = mail();
        assertTrue(Call.get(answer, "message=" + id).body().contains("name=\"seen\" value=\"0\""));
        String[] first = {"message", "" + id, "id", "" + new UUID(5, 5), "subject", "Re", "text", "Yes.", "seen", "0"};
        assertEquals(303, Call.post(answer, first).status);
        assertEquals("the same form is the same letter", 303, Call.post(answer, first).status);
        Call slower = Call.post(answer, "message", "" + id, "id", "" + new UUID(6, 6), "subject", "Re", "text", "No.", "seen", "0");
        assertEquals(422, slower.status);
        assertEquals(1, letters.size());
        assertTrue(slower.body(), slower.body().contains("has answered meanwhile") && slower.body().contains("No.")
                && slower.body().contains("<bdi>Yes.</bdi>")
                && slower.body().contains("name=\"seen\" value=\"1\""));
        assertEquals("who has seen it may", 303, Call.post(answer, "message", "" + id, "id", "" + new UUID(6, 6), "subject",
                "Re", "text", "No.", "seen", "1").status);
        assertEquals(2, letters.size());
    }

    @Test
    public void whatCannotBeSentIsKeptInTheFormAndNothingIsDone() throws Exception {
        UUID id = message("Bob", "bob@example.org", "May I?");
        answer.mail = mail();
        refusal = new MailException("m", MailException.Reason.ADDRESS_REFUSED, "550 <no>", 550, null);
        Call refused = Call.post(answer, "message", "" + id, "id", "" + new UUID(5, 5), "subject", "Re", "text", "Yes.");
        assertEquals(422, refused.status);
        assertTrue(refused.body(), refused.body().contains("does not take letters to this address")
                && refused.body().contains("550 &lt;no&gt;") && refused.body().contains("Yes."));
        refusal = null;
        for (String[] odd : List.of(new String[] {"subject", ""}, new String[] {"text", " "},
                new String[] {"answerTo", "nobody"}, new String[] {"subject", "x".repeat(300)})) {
            var fields = new HashMap<String, String>(Map.of("message", "" + id, "id", "" + new UUID(5, 5), "subject", "Re",
                    "text", "Yes."));
            fields.put(odd[0], odd[1]);
            assertEquals(odd[0], 422, Call.post(answer, fields.entrySet().stream()
                    .flatMap(each -> Stream.of(each.getKey(), each.getValue())).toArray(String[]::new)).status);
        }
        assertEquals(404, Call.get(answer, "message=" + new UUID(1, 1)).status);
        assertEquals(400, Call.post(answer, "message", "" + id, "subject", "Re", "text", "Yes.").status);
        assertEquals(List.of(), letters);
        assertEquals(Set.of(), done);
    }

    private Mail mail() {
        return new Mail() {
            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void send(Letter letter) throws MailException {
                if (refusal != null) {
                    throw refusal;
                }
                letters.add(letter);
            }

            @Override
            public MailConnection open() {
                throw new AssertionError("one letter needs none");
            }
        };
    }
}
