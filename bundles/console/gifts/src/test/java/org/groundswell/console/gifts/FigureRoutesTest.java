package org.groundswell.console.gifts;

import static org.junit.Assert.assertEquals;

import java.util.List;
import java.util.Optional;
import org.groundswell.console.api.rest.RestAnswer;
import org.groundswell.donations.api.Donor;
import org.joda.money.CurrencyUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class FigureRoutesTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    /** Programs that draw a line would begin it in 1970. */
    @Test
    public void beforeTheFirstGiftNothingHasChanged() throws Exception {
        var desk = new Desk(folder.getRoot().toPath());
        desk.paid(new Donor("", "", "", true, ""));
        var answer = (RestAnswer.Json) new FigureRoutes(desk.ledger, desk.choices).routes().getFirst().handler().answer(null);
        List<FigureRoutes.Raised> all = ((FigureRoutes.Figures) answer.body()).campaigns();
        assertEquals(Optional.of(desk.ledger.totals("flood", CurrencyUnit.EUR).updated()), all.getFirst().updated());
        assertEquals(Optional.empty(), all.getLast().updated());
    }
}
