package org.groundswell.console.words;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.groundswell.console.testing.Call;
import org.groundswell.console.testing.FakeFrame;
import org.groundswell.console.testing.TranslatedTexts;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.api.Totals;
import org.groundswell.donations.api.moderation.Decision;
import org.groundswell.donations.api.moderation.Moderation.Shown;
import org.groundswell.donations.api.moderation.Moderation;
import org.groundswell.donations.api.moderation.Publicity;
import org.groundswell.donations.api.search.GiftHits;
import org.groundswell.donations.api.search.GiftQuery;
import org.groundswell.donations.api.search.GiftSearch;
import org.groundswell.kernel.api.mail.Letter;
import org.groundswell.kernel.api.mail.Mail;
import org.groundswell.kernel.api.mail.MailConnection;
import org.groundswell.kernel.api.mail.MailException;
import org.groundswell.pages.api.Campaign;
import org.groundswell.pages.api.Pages;
import org.groundswell.pages.api.Site;
import org.groundswell.pages.api.contact.ContactAnswer;
import org.groundswell.pages.api.contact.ContactMessage;
import org.groundswell.pages.api.contact.ContactMessages;
import org.joda.money.Money;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.Test;

public class WordsPagesTest {
    private static final List<String> HOSTILE = List.of("<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>",
            "' autofocus onfocus=alert(1) x='", "${7*7} <#assign x=1> {0}", "=HYPERLINK(\"http://x\",\"y\")", "+1+1",
            "-2+3", "@SUM(1)", "\t=1", "\uff1d1", "'; DROP TABLE donation;--", "\u202egnp.exe\u202c", "line\r\none\u2028two",
            "\u0000", "\ud83d\ude00");

    private final FakeFrame frame = new FakeFrame(WordsServlet.class);
    private final List<Donation> gifts = new ArrayList<>();
    private final Map<UUID, Decision> decisions = new HashMap<>();
    private final List<ContactMessage> written = new ArrayList<>();
    private final Set<UUID> done = new HashSet<>();
    private boolean isAway;
    private final WordsServlet words = new WordsServlet(frame, ledger(), moderation(), search(), frame);
    private final MessagesServlet messages = new MessagesServlet(frame, inbox(), frame);
    private final AnswerServlet answer = new AnswerServlet(frame, inbox(), frame);
    private final List<ContactAnswer> answers = new ArrayList<>();
    private final List<Letter> letters = new ArrayList<>();
    private MailException refusal;
    private final MessagesExportServlet export = new MessagesExportServlet(inbox(), site(), frame);

    @Test
    public void eachOfABatchIsDecidedAndTheRestIsShown() throws Exception {
        UUID both = gift("Anna", "Good luck", false);
        UUID rude = gift("Rude Rudolf", "boo", false);
        UUID nameOnly = gift("Otto", "", false);
        UUID nobody = gift("Secret", "Words without a name", true);
        gift("Anonymous", "", true);
        String page = Call.get(words, null).body();
        for (UUID each : List.of(both, rude, nameOnly, nobody)) {
            assertTrue(page, page.contains("name=\"d-" + each + "\" value=\"show\""));
        }
        assertFalse("there is nothing to decide", page.contains("Anonymous"));
        assertFalse("no name to show alone", page.contains("d-" + nobody + "\" value=\"name\""));
        String ids = both + " " + rude + " " + nameOnly + " " + nobody;
        Call call = Call.post(words, "ids", ids, "d-" + rude, "hide", "d-" + both, "name", "everything", "show");
        assertEquals("/admin/words?which=waiting&done=4", call.headers.get("Location"));
        assertEquals(Map.of(both, Decision.NAME, rude, Decision.HIDE, nameOnly, Decision.NAME, nobody, Decision.SHOW),
                decisions);
        assertEquals(3, frame.noted.size());
        assertFalse("who it is stands in no log", frame.noted.toString().contains("Anna"));
        page = Call.get(words, "which=waiting&done=4").body();
        assertTrue(page, page.contains("Nothing waits") && page.contains("Changed: 4"));
    }

    @Test
    public void whatWasShownCanBeHiddenAfterwards() throws Exception {
        UUID anna = gift("Anna", "Good luck", false);
        UUID otto = gift("Otto", "Hello", false);
        decisions.put(anna, Decision.SHOW);
        decisions.put(otto, Decision.NAME);
        String shown = Call.get(words, "which=shown").body();
        assertTrue(shown, shown.contains("d-" + anna + "\" value=\"show\" data-key=\"1\" checked"));
        assertTrue(shown.contains("Name and words are on the site."));
        assertTrue("a part of it is not", Call.get(words, "which=hidden").body().contains("Otto"));
        assertTrue("found by name", Call.get(words, "which=all&words=Ann").body().contains("d-" + anna));
        assertFalse(Call.get(words, "which=all&words=Ann").body().contains("d-" + otto));
        Call.post(words, "d-" + anna, "hide", "d-" + otto, "name", "which", "shown");
        assertEquals(Map.of(anna, Decision.HIDE, otto, Decision.NAME), decisions);
        assertEquals("what stays is not noted", 1, frame.noted.size());
    }

    @Test
    public void whoTakesANameDownHearsOfCopies() throws Exception {
        UUID otto = gift("Otto", "Hello", false);
        decisions.put(otto, Decision.NAME);
        Call hidden = Call.post(words, "d-" + otto, "hide", "was-" + otto, "name");
        assertEquals("/admin/words?which=waiting&done=1&hidden=1", hidden.headers.get("Location"));
        String told = Call.get(words, "done=1&hidden=1").body();
        assertTrue(told, told.contains("Copies of the site that bin/groundswell export has made show it"));
        assertFalse(Call.get(words, "done=1").body().contains("Copies of the site"));
        assertEquals("nobody has read it yet", "/admin/words?which=waiting&done=1", Call.post(words, "d-"
                + gift("Rude", "Words", false), "hide").headers.get("Location"));
    }

    /** A page that was opened before somebody else decided. */
    @Test
    public void anOlderPageChangesOnlyWhatItsReaderChanged() throws Exception {
        UUID anna = gift("Anna", "Good luck", false);
        UUID otto = gift("Otto", "Hello", false);
        UUID new1 = gift("Nina", "New", false);
        decisions.put(anna, Decision.SHOW);
        decisions.put(otto, Decision.SHOW);
        String page = Call.get(words, "which=all").body();
        for (UUID each : List.of(anna, otto)) {
            assertTrue(page, page.contains("name=\"was-" + each + "\" value=\"show\""));
        }
        assertTrue(page, page.contains("name=\"was-" + new1 + "\" value=\"\""));
        decisions.put(anna, Decision.HIDE);
        Call.post(words, "d-" + anna, "show", "was-" + anna, "show", "d-" + otto, "name", "was-" + otto, "show", "was-"
                + new1, "");
        assertEquals("another editor hid it", Decision.HIDE, decisions.get(anna));
        assertEquals(Decision.NAME, decisions.get(otto));
        decisions.put(new1, Decision.HIDE);
        Call.post(words, "which", "waiting", "ids", anna + " " + new1, "everything", "show", "was-" + new1, "", "was-" + anna,
                "");
        assertEquals("nor by the rest of a batch", Decision.HIDE, decisions.get(new1));
        Call call = Call.post(words, "d-" + anna, "show", "was-" + anna, "name");
        assertEquals("a decision on what nobody sees any more", Decision.HIDE, decisions.get(anna));
        assertTrue(call.headers.get("Location"), call.headers.get("Location").contains("others=1"));
        assertTrue(Call.get(words, "done=0&others=1").body().contains("Somebody decided otherwise meanwhile"));
        Call.post(words, "d-" + anna, "show", "was-" + anna, "hide");
        assertEquals("who sees it as it is decides", Decision.SHOW, decisions.get(anna));
        assertEquals(400, Call.post(words, "d-" + anna, "hide", "was-" + anna, "frame").status);
    }

    @Test
    public void aLongEveningIsReadPageByPage() throws Exception {
        for (int i = 0; i < 120; i++) {
            gift("Donor " + i, "", false);
        }
        String page = Call.get(words, null).body();
        assertEquals(51, page.split("data-gift>", -1).length);
        String next = page.replaceAll("(?s).*before=([0-9a-f-]+).*", "$1");
        assertTrue(Call.get(words, "which=waiting&before=" + next).body().contains("Donor 69<"));
        gifts.reversed().stream().limit(119).forEach(each -> decisions.put(each.pledge().id(), Decision.NAME));
        assertTrue("it is looked for far back", Call.get(words, null).body().contains("Donor 0<"));
    }

    @Test
    public void whatMakesNoSenseIsAClearErrorAndDecidesNothing() throws Exception {
        UUID anna = gift("Anna", "Good luck", false);
        for (String query : List.of("which=none", "before=x", "before=" + "0".repeat(36), "which=a&which=b", "words=%ff")) {
            assertEquals(query, 400, Call.get(words, query).status);
        }
        assertEquals(400, Call.post(words, "d-" + anna, "frame").status);
        assertEquals(400, Call.post(words, "d-7", "show").status);
        assertEquals(400, Call.post(words, "d-", "show").status);
        assertEquals(400, Call.post(words, "ids", anna + " x", "everything", "show").status);
        assertEquals(400, Call.post(words, "d-" + anna, "show", "d-7", "hide").status);
        assertEquals("a gift that is none", 303, Call.post(words, "d-" + new UUID(1, 1), "show").status);
        assertEquals(Map.of(), decisions);
        frame.logIsFull = true;
        assertThrows("what the log cannot keep does not happen", IOException.class,
                () -> Call.post(words, "d-" + anna, "show"));
        assertEquals(Map.of(), decisions);
        isAway = true;
        assertEquals(503, Call.get(words, null).status);
        for (String query : List.of("which=none", "before=x")) {
            assertEquals(query, 400, Call.get(messages, query).status);
        }
        assertEquals(400, Call.post(messages, "done", "" + new UUID(1, 1)).status);
        assertEquals(400, Call.post(messages, "done", "x").status);
        assertEquals(400, Call.post(messages).status);
    }

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

    @Test
    public void whatAnybodyWroteIsTextOnThePagesAndInTheFile() throws Exception {
        for (String text : HOSTILE) {
            gift(text, text, false);
            message(text, "a@example.org", text);
            for (String page : List.of(Call.get(words, "which=all").body(), Call.get(messages, "which=all").body(),
                    Call.get(words, Call.query(Map.of("words", text))).body())) {
                for (String live : List.of("<script>alert", "<img src=x", "' autofocus onfocus", "49 ", "\u202e", "\u0000")) {
                    assertFalse(text, page.contains(live));
                }
            }
        }
        String table = Call.get(export, null).body();
        assertTrue(table, table.startsWith("\ufeff\"message\",\"at\""));
        assertTrue(table.contains("\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\""));
        assertFalse(table, table.replace("\ufeff", "").matches("(?s).*(^|\",|\r\n)\"\\s*[=+\\-@\t\uff1d].*"));
        assertEquals(List.of("message.export messages "), frame.noted);
    }

    @Test
    public void everyFormHasTheTokenInEachLanguage() throws Exception {
        gift("Anna", "Good luck", false);
        gift("Otto", "", false);
        message("Bob", "bob@example.org", "text");
        for (String language : List.of("en", "nl", "ar")) {
            frame.language = language;
            assertEquals(language, TranslatedTexts.read(WordsServlet.class, "en").stringPropertyNames(), TranslatedTexts.read(WordsServlet.class, language).stringPropertyNames());
            for (String page : List.of(Call.get(words, "done=1").body(), Call.get(messages, "did=open").body(),
                    Call.get(answer, "message=" + written.getLast().id()).body())) {
                assertEquals(page.split("method=\"post\"", -1).length, page.split("value=\"the-token\"", -1).length);
            }
        }
    }

    private UUID gift(String name, String message, boolean anonymous) {
        var id = new UUID(7, gifts.size());
        var pledge = new Pledge(id, "key " + id, "flood", Money.parse("EUR 25"), new Donor(name, "", message, anonymous),
                "en", Instant.EPOCH);
        gifts.add(new Donation(pledge, DonationState.PAID, null, pledge.amount(), Money.parse("EUR 0"), null, Instant.EPOCH,
                1));
        return id;
    }

    private UUID message(String name, String email, String text) {
        var id = new UUID(8, written.size());
        written.add(new ContactMessage(id, Instant.EPOCH, "en", name, email, text));
        return id;
    }

    private Ledger ledger() {
        return proxy(Ledger.class, (_, method, arguments) -> {
            if (isAway) {
                throw new LedgerUnavailableException("away");
            }
            return switch (method.getName()) {
                case "totals" -> new Totals("flood", Money.parse("EUR 0"), 0, Instant.EPOCH);
                case "donation" -> gifts.stream().filter(each -> each.pledge().id().equals(arguments[0])).findFirst();
                case "newest" -> gifts.reversed().stream().filter(each -> arguments[0] == null
                        || each.pledge().id().compareTo((UUID) arguments[0]) < 0).limit((int) arguments[1]).toList();
                default -> throw new UnsupportedOperationException(method.getName());
            };
        });
    }

    private GiftSearch search() {
        return proxy(GiftSearch.class, (_, method, arguments) -> switch (method.getName()) {
            case "find" -> new GiftHits(gifts.stream().filter(each -> each.pledge().donor().name()
                    .contains(((GiftQuery) arguments[0]).words())).map(each -> each.pledge().id()).toList(), 0);
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    /** Everything once it was read. */
    private Moderation moderation() {
        return proxy(Moderation.class, (_, method, arguments) -> switch (method.getName()) {
            case "names", "words" -> Publicity.ONCE_READ;
            case "decision" -> Optional.ofNullable(decisions.get(arguments[0]));
            case "waits" -> !decisions.containsKey(((Donation) arguments[0]).pledge().id());
            case "shown" -> shown((Donation) arguments[0]);
            case "decide" -> {
                ((List<?>) arguments[0]).forEach(each -> decisions.put((UUID) each, (Decision) arguments[1]));
                yield null;
            }
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private Shown shown(Donation gift) {
        var donor = gift.pledge().donor();
        return switch (decisions.get(gift.pledge().id())) {
            case SHOW -> new Shown(donor.anonymous() ? "" : donor.name(), donor.message());
            case NAME -> new Shown(donor.anonymous() ? "" : donor.name(), "");
            case HIDE -> Shown.NOTHING;
            case null -> Shown.NOTHING;
        };
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

    private ContactMessages inbox() {
        return new ContactMessages() {
            @Override
            public List<ContactMessage> latest(int limit) {
                return written.reversed().stream().limit(limit).toList();
            }

            @Override
            public Set<UUID> done() {
                return Set.copyOf(done);
            }

            @Override
            public void setDone(List<UUID> ids, boolean isDone) {
                if (isDone ? !done.addAll(ids) : !done.removeAll(ids)) {
                    throw new UncheckedIOException(new IOException("nothing changed"));
                }
            }

            @Override
            public List<ContactAnswer> answers(Set<UUID> messages) {
                return answers.stream().filter(each -> messages.contains(each.message())).toList();
            }

            @Override
            public void addAnswer(ContactAnswer answer) {
                answers.add(answer);
            }
        };
    }

    private static Pages site() {
        return proxy(Pages.class, (_, method, _) -> switch (method.getName()) {
            case "site" -> new Site("Help", List.of("en"), List.of(new Campaign("flood", Money.parse("EUR 1000"), List.of())),
                    ZoneOffset.UTC);
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
