package org.groundswell.donations.search;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.apache.felix.hc.api.Result;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.gifts.Remark;
import org.groundswell.donations.api.search.GiftQuery;
import org.junit.Test;

/** What changes in the book is found as it is now, and what is erased is found nowhere. */
public class FollowedBookTest extends SearchedBook {
    @Test
    public void whatChangesIsFoundAsItIsNow() throws Exception {
        UUID id = paid("Jan", "jan@example.com", "EUR 5", "flood", NOON);
        search.follow();
        Donation seen = ledger.donation(id).orElseThrow();
        ledger.correct(id, new Donor("Johanna", "jo@example.com", "", false), seen.version(),
                new Remark(NOON, "berta", Remark.Kind.CORRECTED, ""));
        search.follow();
        assertEquals(List.of(id), found(GiftQuery.of("johanna")));
        assertEquals(List.of(), found(GiftQuery.of("jan@example.com")));
        assertEquals(1, search.count(GiftQuery.ALL));
    }

    @Test
    public void whoIsErasedIsNotFoundAndNotInTheFile() throws Exception {
        UUID id = paid("Unmistakable", "unmistakable@example.org", "EUR 5", "flood", NOON);
        paid("Another", "other@example.org", "EUR 5", "flood", NOON);
        search.follow();
        assertTrue(bytes().contains("unm"));
        ledger.erase(id, "berta", NOON);
        search.follow();
        assertEquals(List.of(), found(GiftQuery.of("unmistakable")));
        assertEquals(List.of(), found(GiftQuery.of("unmistakable@example.org")));
        assertFalse("letters of the name", bytes().contains("unm"));
        assertTrue("of somebody else's they stay", bytes().contains("oth"));
        assertEquals("the gift is there", 2, search.count(GiftQuery.ALL));
    }

    @Test
    public void aFileThatIsDeletedOrBrokenComesBack() throws Exception {
        UUID id = paid("Jan Jansen", "jan@example.com", "EUR 5", "flood", NOON);
        search.follow();
        SearchFile.delete(file);
        search.follow();
        assertEquals("deleted while it is open", List.of(id), found(GiftQuery.of("jansen")));
        search.close();
        Files.writeString(file, "this is no database, and it is long enough to be taken for one\n".repeat(100));
        search = new FileSearch(file, ledger, ledger);
        search.follow();
        assertEquals("broken", List.of(id), found(GiftQuery.of("jansen")));
        assertTrue(search.behind().isEmpty());
    }

    @Test
    public void asLongAsItIsBehindTheCheckSaysSo() throws Exception {
        paid("Jan", "jan@example.com", "EUR 5", "flood", NOON);
        var check = new SearchCheck(search);
        assertEquals(Result.Status.WARN, check.execute().getStatus());
        search.follow();
        assertEquals(Result.Status.OK, check.execute().getStatus());
    }

    /** While a bundle is exchanged both are there. */
    @Test
    public void twoWhoFollowAtOnceTakeEachGiftOnce() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 500; i++) {
                threads.submit(() -> entered("Common Name", "", "EUR 5", "flood", NOON));
            }
            for (int i = 0; i < 40; i++) {
                threads.submit(() -> {
                    search.follow();
                    return null;
                });
                var other = new FileSearch(file, ledger, ledger);
                other.follow();
                assertTrue("it is not made anew", Files.exists(file));
                other.close();
            }
        }
        search.follow();
        assertEquals(500, search.count(GiftQuery.ALL));
        assertEquals(500, search.count(GiftQuery.of("common")));
    }

    private String bytes() throws Exception {
        var all = new StringBuilder();
        for (String end : List.of("", "-wal")) {
            Path each = file.resolveSibling(file.getFileName() + end);
            all.append(Files.exists(each) ? Files.readString(each, StandardCharsets.ISO_8859_1) : "");
        }
        return all.toString();
    }
}
