package org.groundswell.donations.moderation;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.groundswell.donations.api.moderation.Decision;
import org.junit.Test;

public class DecisionTableTest {
    private static final Decision[] DECISIONS = Decision.values();
    private final DecisionTable table = new DecisionTable();

    @Test
    public void itIsWhatAMapOfThemIs() {
        var random = new Random(7);
        var model = new LinkedHashMap<UUID, Decision>();
        Set<UUID> unshared = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            // Numbers that differ in few bits, and donations that are decided about again and again.
            var donation = new UUID(i % 7 == 0 ? 0 : 1L << 40, random.nextInt(i < 50_000 ? 100 : 20_000));
            Decision decision = DECISIONS[random.nextInt(DECISIONS.length)];
            boolean own = random.nextBoolean();
            table.put(donation, decision, own);
            model.remove(donation);
            model.put(donation, decision);
            unshared.remove(donation);
            if (own) {
                unshared.add(donation);
            }
            if (i % 33_333 == 0) {
                table.share();
                unshared.clear();
            }
        }
        assertEquals(model.size(), table.size());
        model.forEach((donation, decision) -> assertEquals(decision, table.get(donation)));
        assertNull(table.get(new UUID(5, 5)));
        assertEquals(model, all());
        assertEquals("in their order", List.copyOf(model.keySet()), List.copyOf(all().keySet()));
        Set<UUID> own = new HashSet<>();
        table.forEach((donation, _, isOwn) -> isOwn ? own.add(donation) : true);
        assertEquals(unshared, own);
    }

    @Test
    public void whoHasEnoughIsToldNoMore() {
        for (int i = 0; i < 10; i++) {
            table.put(new UUID(0, i), Decision.SHOW, false);
        }
        var latest = new ArrayList<UUID>();
        table.latestFirst((donation, _, _) -> latest.add(donation) && latest.size() < 2);
        assertEquals(List.of(new UUID(0, 9), new UUID(0, 8)), latest);
    }

    private LinkedHashMap<UUID, Decision> all() {
        var all = new LinkedHashMap<UUID, Decision>();
        table.forEach((donation, decision, _) -> {
            all.put(donation, decision);
            return true;
        });
        return all;
    }
}
