package org.groundswell.donations.search;

import static org.junit.Assert.assertEquals;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.groundswell.donations.api.Cause;
import org.groundswell.donations.api.Change;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.api.gifts.Remark;
import org.groundswell.donations.api.gifts.Way;
import org.groundswell.donations.api.search.GiftQuery;
import org.groundswell.donations.ledger.sqlite.SqliteLedger;
import org.joda.money.Money;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;

/** A ledger with gifts and the file in which they are looked for. */
abstract class SearchedBook {
    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    SqliteLedger ledger;
    FileSearch search;
    Path file;

    @Before
    public void open() throws Exception {
        ledger = new SqliteLedger(folder.getRoot().toPath().resolve("ledger/ledger.db"));
        file = folder.getRoot().toPath().resolve("search/gifts.db");
        search = new FileSearch(file, ledger, ledger);
    }

    @After
    public void close() throws Exception {
        search.close();
    }

    List<UUID> found(GiftQuery query) {
        List<UUID> found = search.find(query, 0, 100).donations();
        assertEquals(found.size(), search.count(query));
        return found;
    }

    UUID entered(String name, String email, String amount, String campaign, Instant at) {
        Pledge pledge = pledge(name, email, amount, campaign, at);
        ledger.enter(pledge, Way.BANK, new Remark(at, "berta", Remark.Kind.ENTERED, ""));
        return pledge.id();
    }

    UUID paid(String name, String email, String amount, String campaign, Instant at) {
        Pledge pledge = pledge(name, email, amount, campaign, at);
        ledger.pledge(pledge);
        ledger.change(Change.to(pledge.id(), DonationState.PAID, Cause.WEBHOOK, at)
                .withPayment(new Donation.Payment("sandbox", "pay-" + pledge.id(), null)));
        return pledge.id();
    }

    static Pledge pledge(String name, String email, String amount, String campaign, Instant at) {
        UUID id = UUID.randomUUID();
        return new Pledge(id, "key " + id, campaign, Money.parse(amount), new Donor(name, email, "", false), "en", at);
    }
}
