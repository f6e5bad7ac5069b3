package org.groundswell.donations.search;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.api.search.GiftQuery;
import org.joda.money.Money;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.sqlite.ProgressHandler;

public class QuestionTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final int GIFTS = 5_000;
    private static final List<String> NAMES = List.of("Jan Jansen", "Anna van Dijk", "Zo\u00eb van der Berg", "\ue001\ue000\ue000");
    private static final List<String> CAMPAIGNS = List.of("flood", "school", "water");
    private static final List<String> PROVIDERS = List.of("sandbox", "bank");
    private static final List<String> AMOUNTS = List.of("EUR 5", "EUR 12.50", "EUR 25");

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final List<Donation> gifts = new ArrayList<>();
    private SearchFile file;
    private Connection reader;

    /** Each of what they share has its own rhythm; one word is in the later half only, and what was refunded in the earlier. */
    @Before
    public void fill() throws Exception {
        Path path = folder.getRoot().toPath().resolve("gifts.db");
        file = SearchFile.open(path);
        for (int i = 0; i < GIFTS; i++) {
            boolean isLate = i >= GIFTS / 2;
            DonationState state = isLate ? DonationState.PAID : DonationState.REFUNDED;
            gifts.add(gift(i, NAMES.get(i % NAMES.size()) + (isLate ? " Koster" : ""), CAMPAIGNS.get(i / 7 % 3), PROVIDERS.get(i / 5 % 2),
                    AMOUNTS.get(i / 11 % 3), state));
        }
        file.take(gifts, "", "1", false);
        reader = SearchFile.reader(path);
    }

    @After
    public void close() throws Exception {
        reader.close();
        file.close();
    }

    @Test
    public void everyCombinationFindsWhatAWalkThroughAllFinds() throws Exception {
        for (String words : List.of("", "van", "jansen", "12,50", "5", "van jan", "koster", "a" + 40 + "@", "pay-40", "nobody")) {
            for (DonationState state : new DonationState[] {null, DonationState.PAID, DonationState.REFUNDED,
                DonationState.DISPUTED}) {
                for (String provider : List.of("", "bank", "none")) {
                    for (String campaign : List.of("", "school")) {
                        for (Instant from : new Instant[] {null, NOON.plusSeconds(60)}) {
                            var query = new GiftQuery(words, state, provider, campaign, from, null);
                            assertEquals(query + " " + words, walk(query), new Question(reader, query, _ -> null)
                                    .hits(0, 1_000).donations());
                        }
                    }
                }
            }
        }
    }

    @Test
    public void lettersThatStandForASharedValueFindNamesOnly() throws Exception {
        for (int code = 1; code < 12; code++) {
            String word = Tag.word(code);
            List<UUID> named = gifts.reversed().stream().filter(each -> each.pledge().donor().name().contains(word))
                    .limit(1_000).map(each -> each.pledge().id()).toList();
            assertEquals(word, named, new Question(reader, GiftQuery.of(word), _ -> null).hits(0, 1_000).donations());
        }
    }

    /** Thousands have the word, thousands do not have the state, nothing has both: no gift is looked at. */
    @Test
    public void aCommonWordWithARareStateDoesNotWalkThroughTheGiftsThatHaveTheWord() throws Exception {
        var query = new GiftQuery("koster", DonationState.REFUNDED, "", "", null, null);
        var steps = new AtomicLong();
        ProgressHandler.setHandler(reader, 1, new ProgressHandler() {
            @Override
            protected int progress() {
                steps.incrementAndGet();
                return 0;
            }
        });
        assertEquals(0, new Question(reader, query, _ -> null).count(1_000));
        assertTrue("steps: " + steps, steps.get() < GIFTS / 10);
    }

    private List<UUID> walk(GiftQuery query) {
        Predicate<Donation> wanted = each -> (query.state() == null || each.state() == query.state())
                && (query.provider().isEmpty() || each.payment().provider().equals(query.provider()))
                && (query.campaign().isEmpty() || each.pledge().campaign().equals(query.campaign()))
                && (query.from() == null || !each.pledge().at().isBefore(query.from()))
                && has(each, query.words());
        return gifts.reversed().stream().filter(wanted).limit(1_000).map(each -> each.pledge().id()).toList();
    }

    private static boolean has(Donation gift, String words) {
        String name = gift.pledge().donor().name().toLowerCase(Locale.ROOT);
        String email = gift.pledge().donor().email();
        return switch (words) {
            case "" -> true;
            case "12,50" -> gift.pledge().amount().equals(Money.parse("EUR 12.50"));
            case "5" -> gift.pledge().amount().equals(Money.parse("EUR 5"));
            case "van jan" -> (name + email).contains("van") && (name + email).contains("jan");
            case "pay-40" -> gift.payment().paymentId().equals("pay-40");
            default -> words.endsWith("@") ? email.startsWith(words) : (name + " " + email).contains(words);
        };
    }

    private static Donation gift(int i, String name, String campaign, String provider, String amount, DonationState state) {
        var id = new UUID(7, i);
        var pledge = new Pledge(id, "key " + i, campaign, Money.parse(amount), new Donor(name, "a" + i + "@example.org", "",
                false), "en", NOON.plusSeconds(i));
        return new Donation(pledge, state, new Donation.Payment(provider, "pay-" + i, null), pledge.amount(), pledge.amount(),
                null, NOON, i + 1);
    }
}
