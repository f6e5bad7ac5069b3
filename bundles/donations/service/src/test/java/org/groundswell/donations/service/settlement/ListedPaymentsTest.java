package org.groundswell.donations.service.settlement;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class ListedPaymentsTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void fewAndManyAreFoundAndNoOthers() throws Exception {
        for (int many : new int[] {0, 1, 511, 512, 513, 65_536, 65_537, 300_000}) {
            try (var listed = new ListedPayments(folder.getRoot().toPath())) {
                for (int i = 0; i < many; i++) {
                    listed.add("tr_" + i);
                }
                assertEquals(many, listed.size());
                for (int i = 0; i < many; i += Math.max(1, many / 5_000)) {
                    assertTrue(many + ": " + i, listed.contains("tr_" + i));
                    assertFalse(many + ": " + i, listed.contains("sb_" + i));
                }
                assertTrue("the last", many == 0 || listed.contains("tr_" + (many - 1)));
            }
            assertEquals("nothing is left", 0, folder.getRoot().list().length);
        }
    }

    @Test
    public void whatIsHeldDoesNotGrowWithWhatIsListed() throws Exception {
        try (var listed = new ListedPayments(folder.getRoot().toPath())) {
            for (int i = 0; i < 1_000_000; i++) {
                listed.add("tr_" + i);
                if (i % 100_000 == 0) {
                    assertTrue(i + ": " + listed.held(), listed.held() <= 70_000);
                }
            }
            assertTrue(listed.contains("tr_999999"));
            assertTrue("" + listed.held(), listed.held() <= 70_000);
        }
    }
}
