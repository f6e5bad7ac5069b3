package org.groundswell.donations.search;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.gifts.Way;
import org.groundswell.donations.api.search.GiftHits;
import org.groundswell.donations.api.search.GiftQuery;
import org.groundswell.donations.api.search.GiftSearch;
import org.junit.Test;

/** Gifts are found by whatever is known of them. */
public class FileSearchTest extends SearchedBook {
    /** As a phone or a form of another system writes them, and as somebody types who does not know how. */
    @Test
    public void namesAreFoundWithAndWithoutTheirAccents() throws Exception {
        UUID soren = paid("So\u0308ren Nguye\u0302\u0303n", "", "EUR 1", "flood", NOON);
        UUID lodz = paid("Łukasz Strauß", "", "EUR 2", "flood", NOON);
        UUID ahmad = paid("أَحْمَد", "", "EUR 3", "flood", NOON);
        search.follow();
        for (String words : List.of("soren", "Sören", "SO\u0308REN", "Nguyễn", "nguyen")) {
            assertEquals(words, List.of(soren), found(GiftQuery.of(words)));
        }
        for (String words : List.of("lukasz", "Łukasz", "strauss", "strauß")) {
            assertEquals(words, List.of(lodz), found(GiftQuery.of(words)));
        }
        for (String words : List.of("أحمد", "احمد", "أَحْمَد")) {
            assertEquals(words, List.of(ahmad), found(GiftQuery.of(words)));
        }
    }

    @Test
    public void anAmountThatCanBeReadInTwoWaysIsLookedForInBoth() throws Exception {
        UUID thousand = paid("Anna", "", "EUR 1250", "flood", NOON);
        UUID little = paid("Jan", "", "EUR 1.25", "flood", NOON);
        search.follow();
        for (String words : List.of("€ 1.250,00", "1,250.00 EUR", "1 250", "EUR 1250")) {
            assertEquals(words, List.of(thousand), found(GiftQuery.of(words)));
        }
        assertEquals(List.of(little, thousand), found(GiftQuery.of("1.250")));
        assertEquals("no currency", List.of(), found(GiftQuery.of("Jan 1250")));
    }

    /** With a dash for the cents, and in the currency that is written and no other. */
    @Test
    public void anAmountIsFoundHoweverItAndItsCurrencyAreWritten() throws Exception {
        UUID euros = paid("Anna", "", "EUR 100", "flood", NOON);
        UUID dollars = paid("Bob", "", "USD 100", "flood", NOON.plusSeconds(1));
        UUID canadian = paid("Cid", "", "CAD 100", "flood", NOON.plusSeconds(2));
        UUID yen = paid("Dai", "", "JPY 5000", "flood", NOON.plusSeconds(3));
        UUID crowns = paid("Eva", "", "SEK 1250", "flood", NOON.plusSeconds(4));
        search.follow();
        for (String words : List.of("€ 100,-", "€ 100.-", "100,- €", "€100,--", "100.– EUR", "€ 100,=", "100,— euro", "EUR 100.", "100,00 €")) {
            assertEquals(words, List.of(euros), found(GiftQuery.of(words)));
        }
        for (String words : List.of("$100", "$ 100.00", "100 dollars", "100 $")) {
            assertEquals(words, List.of(canadian, dollars), found(GiftQuery.of(words)));
        }
        for (String words : List.of("100 USD", "US$100", "usd 100.-", "$100 USD")) {
            assertEquals(words, List.of(dollars), found(GiftQuery.of(words)));
        }
        for (String words : List.of("C$ 100", "CA$100", "$100 CAD")) {
            assertEquals(words, List.of(canadian), found(GiftQuery.of(words)));
        }
        for (String words : List.of("\uffe5\uff15\uff10\uff10\uff10", "5000 \u5186", "\u00a55,000", "5000 yen")) {
            assertEquals(words, List.of(yen), found(GiftQuery.of(words)));
        }
        for (String words : List.of("1.250 kr", "1 250:-", "1250,- kr.", "SEK 1250,-")) {
            assertEquals(words, List.of(crowns), found(GiftQuery.of(words)));
        }
        for (String words : List.of("100,-", "100", "100.-")) {
            assertEquals(words, List.of(canadian, dollars, euros), found(GiftQuery.of(words)));
        }
        for (String words : List.of("£ 100", "100 GBP", "€ 5000", "$100 EUR x")) {
            assertEquals(words, List.of(), found(GiftQuery.of(words)));
        }
        assertEquals("a sign for any", List.of(canadian, dollars, euros), found(GiftQuery.of("\u20bf 100")));
    }

    @Test
    public void aGiftIsFoundByWhateverIsKnownOfIt() throws Exception {
        UUID anna = paid("Zoë van der Berg", "Zoe@Example.org", "EUR 12.50", "flood", NOON);
        UUID other = entered("Jan Jansen", "jan@example.com", "EUR 40", "school", NOON.plusSeconds(86_400));
        ledger.issue(anna, NOON, ZoneOffset.UTC).orElseThrow();
        search.follow();
        for (String words : List.of(anna.toString(), "2026-000001", "zoe@example.org", "ZOE@", "12.50", "12,5",
                "van der Berg", "berg ZOË", "zoe", "pay-" + anna)) {
            assertEquals(words, List.of(anna), found(GiftQuery.of(words)));
        }
        for (String words : List.of("@example.com", "40", "40.00", "jansen")) {
            assertEquals(words, List.of(other), found(GiftQuery.of(words)));
        }
        for (String words : List.of("€ 40", "40 €", "40,00 EUR", "EUR 40", "eur40.00", "40 euro", "٤٠ يورو", "\u200e€\u00a040")) {
            assertEquals(words, List.of(other), found(GiftQuery.of(words)));
        }
        assertEquals("too few letters", List.of(), found(GiftQuery.of("va")));
        assertEquals(List.of(), found(GiftQuery.of("2026-000002")));
        assertEquals(List.of(other, anna), found(GiftQuery.ALL));
        assertEquals(List.of(anna), found(new GiftQuery("", null, "sandbox", "", null, null)));
        assertEquals(List.of(other), found(new GiftQuery("", DonationState.PAID, Way.BANK.provider(), "school", null,
                null)));
        assertEquals(List.of(), found(new GiftQuery("zoe", DonationState.REFUNDED, "", "", null, null)));
        assertEquals(List.of(other), found(new GiftQuery("", null, "", "", NOON.plusSeconds(1), null)));
        assertEquals(List.of(anna), found(new GiftQuery("example", null, "", "", NOON, NOON.plusSeconds(1))));
        assertEquals(List.of(), found(new GiftQuery("", null, "", "", NOON.plusSeconds(200_000), null)));
        assertEquals(List.of(), found(new GiftQuery("", null, "", "", null, NOON.minusSeconds(9_000))));
    }

    @Test
    public void whateverIsTypedIsOnlyLookedFor() throws Exception {
        paid("Robert'); DROP TABLE gift;--", "bob@example.com", "EUR 5", "flood", NOON);
        search.follow();
        for (String words : List.of("'); DROP TABLE gift;--", "\"", "\"\"\"", "a\" OR \"b", "NEAR(a b)", "name:bob", "*",
                "bob*", "^bob", "%", "-1", "1e9", "\u0000abc", "\u202eabc", "=cmd|' /C calc'!A0", "x".repeat(100_000),
                "99999999999999999999", "2026-999999999999999", "@", "@@@", "\uffff@", "a@b@c")) {
            search.find(GiftQuery.of(words), 0, 10);
            search.count(new GiftQuery(words, DonationState.PAID, words, words, NOON, NOON));
        }
        assertEquals(1, found(GiftQuery.of("DROP TABLE")).size());
        assertThrows(IllegalArgumentException.class, () -> search.find(GiftQuery.ALL, -1, 10));
        assertThrows(IllegalArgumentException.class, () -> search.find(GiftQuery.ALL, 0, 1_001));
    }

    @Test
    public void pagesFollowOneAnotherAndCountsAreCapped() throws Exception {
        int gifts = GiftSearch.MOST_COUNTED + 10;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < gifts; i++) {
                threads.submit(() -> entered("Common Name", "", "EUR 5", "flood", NOON));
            }
        }
        search.follow();
        for (GiftQuery query : List.of(GiftQuery.ALL, GiftQuery.of("common"), GiftQuery.of("5"),
                new GiftQuery("", DonationState.PAID, "", "flood", null, null))) {
            assertEquals(GiftSearch.MOST_COUNTED + 1, search.count(query));
            var all = new ArrayList<UUID>();
            long next = 0;
            do {
                GiftHits page = search.find(query, next, 400);
                all.addAll(page.donations());
                next = page.next();
            } while (next > 0);
            assertEquals(gifts, all.size());
            assertEquals(gifts, all.stream().distinct().count());
        }
    }
}
