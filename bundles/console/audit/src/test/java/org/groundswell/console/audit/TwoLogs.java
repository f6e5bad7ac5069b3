package org.groundswell.console.audit;

import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.groundswell.kernel.api.keys.SharedKeys;
import org.groundswell.kernel.api.records.SharedRecord;
import org.groundswell.testing.RecordsInMemory;
import org.groundswell.testing.SetClock;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;

/** Two nodes over one database, each with a log of its own. */
abstract class TwoLogs {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    final SetClock clock = new SetClock("2026-11-28T20:00:00Z");
    final RecordsInMemory records = new RecordsInMemory();
    AuditFile hereFile;
    AuditFile thereFile;
    AuditTrail here;
    AuditTrail there;

    @Before
    public void open() throws Exception {
        hereFile = new AuditFile(place("here"), clock);
        thereFile = new AuditFile(place("there"), clock);
        here = trail(hereFile);
        there = trail(thereFile);
    }

    @After
    public void close() throws Exception {
        here.close();
        there.close();
    }

    void said(AuditTrail at, boolean ofOwn, String what) throws IOException {
        String broken = at.proveCopies().stream().filter(each -> each.isHere() == ofOwn).findFirst().orElseThrow().proof()
                .broken().orElse("");
        assertTrue(broken, what.isEmpty() ? broken.isEmpty() : broken.startsWith(what));
    }

    SharedRecord record(String key) throws IOException {
        return records.after("audit", 0, 1000).stream().filter(each -> each.key().equals(key)).findFirst().orElseThrow();
    }

    static List<String> words(AuditTrail trail) throws IOException {
        return trail.newestOfAll(5_000).stream().map(each -> each.line().detail().orElse("(erased)")).toList();
    }

    void note(AuditFile file, String words) throws IOException {
        clock.pass(Duration.ofSeconds(1));
        file.append("noor", "gift.note", "gift-1", words);
    }

    void rounds() throws IOException {
        here.round();
        there.round();
        here.round();
    }

    AuditTrail trail(AuditFile file) {
        var trail = new AuditTrail(file);
        trail.bindRecords(records);
        trail.bindKeys(new SharedKeys() {
            @Override
            public List<byte[]> keys(String name, Optional<byte[]> own) {
                return List.of(Arrays.copyOf("of all nodes".getBytes(StandardCharsets.UTF_8), BYTES));
            }

            @Override
            public void renew(String name) {
                throw new UnsupportedOperationException(name);
            }
        });
        return trail;
    }

    Path place(String node) {
        return folder.getRoot().toPath().resolve(node);
    }
}
