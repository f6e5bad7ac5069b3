package org.groundswell.donations.ledger.postgres;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.groundswell.kernel.api.keys.SharedKeys;
import org.junit.Test;

public class RenewLinksCommandTest {
    private final List<String> renewed = new ArrayList<>();
    private final RenewLinksCommand command = new RenewLinksCommand(new SharedKeys() {
        @Override
        public List<byte[]> keys(String name, Optional<byte[]> own) {
            return List.of();
        }

        @Override
        public void renew(String name) {
            renewed.add(name);
        }
    });

    @Test
    public void onlyTheCommandAloneRenews() throws Exception {
        for (String word : List.of("--help", "-h", "please")) {
            var refused = assertThrows(word, IllegalArgumentException.class, () -> command.execute(null, List.of(word)));
            assertTrue(refused.getMessage(), refused.getMessage().contains(word));
        }
        assertEquals(List.of(), renewed);
        command.execute(null, List.of());
        assertEquals(List.of("links"), renewed);
    }
}
