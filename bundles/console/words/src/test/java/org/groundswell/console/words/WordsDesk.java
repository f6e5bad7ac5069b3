package org.groundswell.console.words;

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
import org.groundswell.console.testing.FakeFrame;
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
import org.groundswell.kernel.api.mail.MailException;
import org.groundswell.pages.api.Campaign;
import org.groundswell.pages.api.Pages;
import org.groundswell.pages.api.Site;
import org.groundswell.pages.api.contact.ContactAnswer;
import org.groundswell.pages.api.contact.ContactMessage;
import org.groundswell.pages.api.contact.ContactMessages;
import org.joda.money.Money;

/** The pages of words and messages over gifts and letters in memory. */
abstract class WordsDesk {
    final FakeFrame frame = new FakeFrame(WordsServlet.class);
    final List<Donation> gifts = new ArrayList<>();
    final Map<UUID, Decision> decisions = new HashMap<>();
    final List<ContactMessage> written = new ArrayList<>();
    final Set<UUID> done = new HashSet<>();
    boolean isAway;
    final WordsServlet words = new WordsServlet(frame, ledger(), moderation(), search(), frame);
    final MessagesServlet messages = new MessagesServlet(frame, inbox(), frame);
    final AnswerServlet answer = new AnswerServlet(frame, inbox(), frame);
    final List<ContactAnswer> answers = new ArrayList<>();
    final List<Letter> letters = new ArrayList<>();
    MailException refusal;
    final MessagesExportServlet export = new MessagesExportServlet(inbox(), site(), frame);

    UUID gift(String name, String message, boolean anonymous) {
        var id = new UUID(7, gifts.size());
        var pledge = new Pledge(id, "key " + id, "flood", Money.parse("EUR 25"), new Donor(name, "", message, anonymous),
                "en", Instant.EPOCH);
        gifts.add(new Donation(pledge, DonationState.PAID, null, pledge.amount(), Money.parse("EUR 0"), null, Instant.EPOCH,
                1));
        return id;
    }

    UUID message(String name, String email, String text) {
        var id = new UUID(8, written.size());
        written.add(new ContactMessage(id, Instant.EPOCH, "en", name, email, text));
        return id;
    }

    Ledger ledger() {
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

    GiftSearch search() {
        return proxy(GiftSearch.class, (_, method, arguments) -> switch (method.getName()) {
            case "find" -> hits(((GiftQuery) arguments[0]).words(), (long) arguments[1], (int) arguments[2]);
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    /** The latest first, from the place before this one on. */
    private GiftHits hits(String words, long before, int limit) {
        var found = new ArrayList<UUID>();
        for (int n = before == 0 ? gifts.size() : (int) before - 1; n > 0; n--) {
            var pledge = gifts.get(n - 1).pledge();
            if (pledge.donor().name().contains(words)) {
                found.add(pledge.id());
            }
            if (found.size() == limit && n > 1) {
                return new GiftHits(found, n);
            }
        }
        return new GiftHits(found, 0);
    }

    /** Everything once it was read. */
    Moderation moderation() {
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

    Shown shown(Donation gift) {
        var donor = gift.pledge().donor();
        return switch (decisions.get(gift.pledge().id())) {
            case SHOW -> new Shown(donor.anonymous() ? "" : donor.name(), donor.message());
            case NAME -> new Shown(donor.anonymous() ? "" : donor.name(), "");
            case HIDE -> Shown.NOTHING;
            case null -> Shown.NOTHING;
        };
    }

    ContactMessages inbox() {
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

    static Pages site() {
        return proxy(Pages.class, (_, method, _) -> switch (method.getName()) {
            case "site" -> new Site("Help", List.of("en"), List.of(new Campaign("flood", Money.parse("EUR 1000"), List.of())),
                    ZoneOffset.UTC);
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
