package org.groundswell.pages.check;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.groundswell.pages.api.check.Finding;
import org.groundswell.pages.api.check.SiteReading;

/**
 * Links to other sites still lead somewhere. Each site is asked for one thing at a time, what was asked within a day is not
 * asked again, and sites that take long do not keep the rest of the check waiting.
 */
final class OutsideLinks implements Check {
    private static final int MOST_LINKS = 200;
    private static final int HOSTS_AT_ONCE = 8;
    /** Much less than whoever waits for the whole check has. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final BiFunction<String, URI, OutsideAnswer> ask;
    private final OutsideMemory memory;
    private final InstantSource clock;

    OutsideLinks(BiFunction<String, URI, OutsideAnswer> ask, OutsideMemory memory, InstantSource clock) {
        this.ask = ask;
        this.memory = memory;
        this.clock = clock;
    }

    @Override
    public void look(SiteReading reading, ParsedPages pages, Consumer<Finding> found) {
        var places = new LinkedHashMap<String, Place>();
        pages.each((page, document) -> document.select("a[href]").forEach(link -> {
            String address = link.attr("href").strip();
            // What a template makes, such as a box to pass a page on, has an address that stands nowhere.
            if (address.matches("(?i)(https?:)?//.*") && Place.of(reading, page, address).line() > 0) {
                places.putIfAbsent(address.replaceFirst("#.*", ""), Place.of(reading, page, address));
            }
        }));
        if (places.size() > MOST_LINKS) {
            found.accept(Finding.warning("site.yaml", 0, "there are " + places.size() + " links to other sites; the first "
                    + MOST_LINKS + " are tried", ""));
        }
        Map<String, List<String>> byHost = places.keySet().stream().limit(MOST_LINKS)
                .collect(Collectors.groupingBy(OutsideLinks::host));
        var said = new ConcurrentHashMap<String, String>();
        if (!ask(byHost.values(), said)) {
            found.accept(Finding.warning("site.yaml", 0, "not all links to other sites were tried: some sites take too long",
                    "the next look goes on with them"));
        }
        places.forEach((address, place) -> {
            String why = said.getOrDefault(address, "");
            if (!why.isEmpty()) {
                found.accept(Finding.warning(place.file(), place.line(), "'" + address + "' " + why,
                        "look whether it has moved, or take the link away"));
            }
        });
    }

    /** Whether all could be tried in time. */
    private boolean ask(Collection<List<String>> byHost, Map<String, String> said) {
        Instant end = clock.instant().plus(LONGEST);
        boolean isWhole = true;
        try (ExecutorService threads = Executors.newFixedThreadPool(HOSTS_AT_ONCE, Thread.ofVirtual().factory())) {
            var jobs = new ArrayList<Callable<Boolean>>();
            byHost.forEach(links -> jobs.add(() -> new OutsideSite(ask, memory, () -> !clock.instant().isBefore(end))
                    .look(links, said::put)));
            for (Future<Boolean> each : threads.invokeAll(jobs)) {
                isWhole &= each.get();
            }
            return isWhole;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static String host(String address) {
        return OutsideAddress.of(address).map(each -> each.getHost().toLowerCase(Locale.ROOT)).orElse("");
    }
}
