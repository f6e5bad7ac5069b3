package org.groundswell.kernel.switchboard;

import static org.junit.Assert.assertEquals;

import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.Test;

public class LateResultsTest {

    private interface Late {
        Iterator<String> each();

        IntStream numbers();

        InputStream bytes();

        Iterable<String> some();

        Future<String> soon();

        List<String> all();

        CompletableFuture<String> promised();

        String one();
    }

    @Test
    public void whatIsReadAfterTheCallIsNamed() {
        assertEquals(List.of("Late.bytes", "Late.each", "Late.numbers", "Late.some", "Late.soon"),
                LateResults.of(List.of(Late.class)));
        assertEquals(List.of(), LateResults.of(List.of(Runnable.class)));
    }
}
