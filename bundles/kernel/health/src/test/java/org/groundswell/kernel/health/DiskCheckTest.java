package org.groundswell.kernel.health;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.felix.hc.api.Result;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class DiskCheckTest {
    private static final int MORE_THAN_ANY = 1_000_000;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void asMuchIsFreeAsTheSystemSays() throws Exception {
        FreeSpace free = FreeSpace.of(folder.getRoot().toPath());
        assertEquals(Files.getFileStore(folder.getRoot().toPath()).getUsableSpace() / 1e9, free.bytes() / 1e9, 1);
        assertTrue(free.toString(), free.files() == FreeSpace.UNKNOWN || free.files() > 0);
    }

    /** proc(5) has no room for bytes or files at all. */
    @Test
    public void aFileSystemWithoutALimitOfFilesHasNone() throws Exception {
        assertEquals(new FreeSpace(0, FreeSpace.UNKNOWN), FreeSpace.of(Path.of("/proc")));
    }

    @Test
    public void withEnoughRoomThereIsNothingToSay() {
        DiskCheck check = check(Map.of("reserveMegabytes", 0, "warnMegabytes", 0, "warnFiles", 0));
        assertEquals(Result.Status.OK, check.execute().getStatus());
        assertTrue(check.shortage().isEmpty());
    }

    @Test
    public void itWarnsBeforeTheReserveIsReachedAndSaysWhatTheReserveIsFor() {
        DiskCheck check = check(Map.of("reserveMegabytes", 0, "warnMegabytes", 10 * MORE_THAN_ANY, "warnFiles", 0));
        assertEquals(Result.Status.WARN, check.execute().getStatus());
        assertTrue(check.shortage().isEmpty());
        DiskCheck full = check(Map.of("reserveMegabytes", MORE_THAN_ANY * 1000, "warnFiles", 0));
        assertTrue(full.shortage().get(), full.shortage().get().contains("kept for gifts"));
    }

    @Test
    public void itWarnsWhenFilesRunShort() {
        DiskCheck check = check(Map.of("warnMegabytes", 0, "warnFiles", Integer.MAX_VALUE));
        boolean limited = check.execute().toString().contains("more files");
        assertTrue(check.execute().toString(), limited || check.execute().isOk());
    }

    @Test
    public void aFolderThatIsGoneIsAWarningAndNoRoom() {
        DiskCheck check = new DiskCheck(Path.of("/nowhere/at/all"), Settings.of(DiskCheck.Config.class, Map.of()));
        assertEquals(Result.Status.WARN, check.execute().getStatus());
        assertTrue(check.shortage().isPresent());
    }

    private DiskCheck check(Map<String, Object> settings) {
        return new DiskCheck(folder.getRoot().toPath(), Settings.of(DiskCheck.Config.class, settings));
    }
}
