package org.groundswell.pages.site;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.groundswell.pages.api.PageSection;
import org.groundswell.shared.loops.Loop;
import org.groundswell.pages.site.Sections.Section;

/**
 * One section of another bundle, asked on a thread of its own: whatever that bundle does, pages go on with what it said
 * last. Used by one thread at a time.
 */
final class SectionSource implements AutoCloseable {
    private static final int MOST_CHARS = 500_000;
    private static final Duration PATIENCE = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofSeconds(5);

    private final PageSection section;
    private final String bundle;
    private final Loop thread;
    private final Duration patience;
    private final Duration tooLong;
    private Future<Map<String, Section>> asked;
    private long askedAt;
    private Map<String, Section> last = Map.of();
    private String problem;

    /** @param bundle whose section it is, for messages */
    SectionSource(PageSection section, String bundle) {
        this(section, bundle, PATIENCE, LONG);
    }

    SectionSource(PageSection section, String bundle, Duration patience, Duration tooLong) {
        this.section = section;
        this.bundle = bundle;
        this.patience = patience;
        this.tooLong = tooLong;
        this.thread = Loop.of("section " + bundle);
    }

    /** What is known now, by language; asks again, and waits a moment for the answer. */
    Map<String, Section> ask(List<String> languages) {
        if (asked == null) {
            asked = CompletableFuture.supplyAsync(() -> answer(languages), thread);
            askedAt = System.nanoTime();
        }
        try {
            last = asked.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            problem = null;
            asked = null;
        } catch (TimeoutException e) {
            if (System.nanoTime() - askedAt > tooLong.toNanos()) {
                problem = "it does not answer";
            }
        } catch (ExecutionException e) {
            problem = String.valueOf(e.getCause());
            asked = null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return last;
    }

    /** Why the page does not show what the section says now. */
    Optional<String> problem() {
        return Optional.ofNullable(problem).map(why -> "a section of the bundle " + bundle
                + " stays as it was: " + SiteLoader.firstLine(why));
    }

    @Override
    public void close() {
        thread.close();
    }

    private Map<String, Section> answer(List<String> languages) {
        var sections = new TreeMap<String, Section>();
        var problems = new ArrayList<String>();
        for (String language : languages) {
            var answer = new Section(section.page(), section.name(), section.live(), section.html(language));
            if (answer.page() == null || answer.name() == null || answer.live() == null || answer.html() == null) {
                problems.add("expected page, name, live and html, found nothing for one of them");
            } else if (answer.html().length() > MOST_CHARS) {
                problems.add("expected at most " + MOST_CHARS + " characters, found " + answer.html().length());
            }
            sections.put(language, answer);
        }
        if (!problems.isEmpty()) {
            throw new IllegalStateException(problems.getFirst());
        }
        return Map.copyOf(sections);
    }
}
