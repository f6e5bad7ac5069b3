package org.groundswell.donations.service.giving;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.service.MemoryLedger;
import org.groundswell.donations.service.ModelGateway;
import org.groundswell.donations.service.RankedReference;
import org.groundswell.donations.service.gateways.Providers;
import org.groundswell.donations.service.protection.NodeKey;
import org.groundswell.donations.service.settlement.Inquiry;
import org.groundswell.donations.service.settlement.Settlement;
import org.groundswell.donations.service.waiting.WaitingRoom;
import org.joda.money.Money;

/** Giving over a ledger in memory and a gateway of which everything is known. */
abstract class GivingScene {
    final MemoryLedger ledger = new MemoryLedger();
    final ModelGateway gateway = new ModelGateway();
    final Providers providers = Providers.of(null, Clock.systemUTC());
    final SignedLinks links = new SignedLinks(() -> URI.create("https://give.example"),
            new NodeKey(new byte[32]));
    final Settlement settlement = new Settlement(ledger, Clock.systemUTC());
    final Giving giving = Giving.of(ledger, providers, () -> URI.create("https://give.example"), links,
            new WaitingRoom(0, 1, Path.of("none"), Clock.systemUTC()),
            new Cancellation(providers, new Inquiry(providers, settlement)), Clock.systemUTC());

    GivingScene() {
        providers.bindProvider(new RankedReference<>(1), gateway);
    }

    DonationState state(Pledge pledge) {
        return ledger.donation(pledge.id()).orElseThrow().state();
    }

    static Pledge pledge(String key, Instant at) {
        return pledge(key, at, "EUR 25");
    }

    static Pledge pledge(String key, Instant at, String amount) {
        return new Pledge(UUID.randomUUID(), key, "flood", Money.parse(amount),
                new Donor("A", "", "", false), "en", at).asTest(true);
    }
}
