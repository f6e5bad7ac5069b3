package org.groundswell.console.gifts;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.UUID;
import org.groundswell.console.testing.Call;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.refunds.RefundOutcome;
import org.joda.money.Money;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What is asked for by somebody who knows less of the gifts than the books do. */
public class OldKnowledgeTest {
    private static final String KEY = new UUID(1, 2).toString();
    private static final List<String> FINANCE = List.of("finance");
    private static final List<String> EDITOR = List.of("editor");

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private Desk desk;
    private UUID id;

    @Before
    public void open() throws Exception {
        desk = new Desk(folder.getRoot().toPath());
        id = desk.paid(new Donor("Anna", "anna@example.org", "Good luck", false));
    }

    /** What the page said was left goes along: somebody else may have given a part back since. */
    @Test
    public void aRefundIsMeantForTheGiftAsThePageShowedIt() throws Exception {
        Call.post(desk.gift, FINANCE, "id", "" + id, "do", "refund", "how", "part", "amount", "5", "left", "25", "key", KEY);
        assertEquals(Money.parse("EUR 25"), desk.refunded.getLast().left());
        desk.outcome = new RefundOutcome.Stale(desk.donation(id), Money.parse("EUR 12.50"));
        Call faster = Call.post(desk.gift, FINANCE, "id", "" + id, "do", "refund", "how", "full", "left", "25", "key", KEY);
        assertEquals(409, faster.status);
        assertTrue(faster.body(), faster.body().contains("€12.50 are left"));
        assertEquals("none at all", 400, Call.post(desk.gift, FINANCE, "id", "" + id, "do", "refund", "how", "part", "amount",
                "5", "left", "x", "key", KEY).status);
    }

    /** A gift that the search has not read yet would keep its donor, and nobody would know. */
    @Test
    public void aDonorIsNotErasedOnAllGiftsWhileTheSearchDoesNotKnowAllOfThem() throws Exception {
        desk.behind = "the search has read the ledger up to noon";
        Call all = Call.post(desk.gift, EDITOR, "id", "" + id, "do", "erase", "scope", "all", "sure", "yes");
        assertEquals(503, all.status);
        assertTrue(all.body(), all.body().contains("Nothing was erased"));
        assertEquals("Anna", desk.donation(id).pledge().donor().name());
        assertEquals(List.of(), desk.frame.noted);
        assertEquals("of this one it is known", 303,
                Call.post(desk.gift, EDITOR, "id", "" + id, "do", "erase", "scope", "this", "sure", "yes").status);
        assertEquals("", desk.donation(id).pledge().donor().name());
    }
}
