package org.groundswell.edge.listener.published;

import static org.junit.Assert.assertEquals;

import java.util.List;
import java.util.Map;
import org.apache.felix.hc.api.Result;
import org.groundswell.edge.api.snapshots.SnapshotSet;
import org.junit.Test;

public class PublishedPagesCheckTest {

    @Test
    public void aNodeIsNotFitBeforeItsFirstPages() {
        assertEquals(Result.Status.TEMPORARILY_UNAVAILABLE,
                new PublishedPagesCheck(() -> SnapshotSet.EMPTY).execute().getStatus());
        var pages = new SnapshotSet(List.of(), List.of("en"), Map.of(), Map.of());
        assertEquals(Result.Status.OK, new PublishedPagesCheck(() -> pages).execute().getStatus());
    }
}
