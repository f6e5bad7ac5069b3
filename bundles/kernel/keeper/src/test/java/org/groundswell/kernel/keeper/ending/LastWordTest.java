package org.groundswell.kernel.keeper.ending;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.concurrent.FutureTask;
import org.groundswell.kernel.api.node.NodeFolder;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The node ends while it says why, more often than not. */
public class LastWordTest {
    private static final String FIRST = "memory was nearly full";
    private static final String ALL = "memory was nearly full; org.example.hog has it, most of it in objects of one class";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void atNoMomentIsNothingSaid() throws Exception {
        var word = new LastWord(new NodeFolder(folder.getRoot().toPath(), folder.getRoot().toPath()));
        Path mark = folder.getRoot().toPath().resolve("node.running");
        word.leave(FIRST);
        var said = new TreeSet<String>();
        var reader = new FutureTask<Void>(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                said.add(Files.readString(mark).lines().findFirst().orElse("nothing"));
            }
            return null;
        });
        Thread thread = Thread.ofPlatform().start(reader);
        for (int i = 0; i < 5000; i++) {
            word.leave(i % 2 == 0 ? ALL : FIRST);
        }
        thread.interrupt();
        thread.join();
        assertTrue(said.toString(), !said.isEmpty() && said.stream().allMatch(each -> each.startsWith(FIRST)));
        word.leave("");
        assertEquals("", Files.readString(mark));
    }
}
