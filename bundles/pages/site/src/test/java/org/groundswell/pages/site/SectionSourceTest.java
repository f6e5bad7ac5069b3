package org.groundswell.pages.site;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.groundswell.pages.api.PageSection;
import org.junit.Test;

public class SectionSourceTest {
    private final CountDownLatch hang = new CountDownLatch(1);
    private volatile boolean hangs;

    @Test
    public void whoeverDoesNotAnswerKeepsItsLastWords() throws Exception {
        try (var source = new SectionSource(section(), "org.example", Duration.ofMillis(20), Duration.ZERO)) {
            Map<String, Sections.Section> first = Map.of();
            while (first.isEmpty()) {
                first = source.ask(List.of("en"));
            }
            hangs = true;
            while (source.problem().isEmpty()) {
                source.ask(List.of("en"));
            }
            assertEquals(first, source.ask(List.of("en")));
            assertEquals("a section of the bundle org.example stays as it was: it does not answer",
                    source.problem().orElseThrow());
            hangs = false;
            hang.countDown();
            while (source.problem().isPresent()) {
                source.ask(List.of("en"));
            }
            assertTrue(source.problem().isEmpty());
        }
    }

    private PageSection section() {
        return new PageSection() {
            @Override
            public String page() {
                return "home";
            }

            @Override
            public String name() {
                return "part";
            }

            @Override
            public String html(String language) {
                try {
                    if (hangs) {
                        hang.await();
                    }
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return "words";
            }
        };
    }
}
