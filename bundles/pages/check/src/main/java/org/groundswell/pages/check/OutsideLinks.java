package org.groundswell.pages.check;

import java.net.IDN;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
 * Links to other sites still lead somewhere. Each site is asked for one thing at a time, and what was asked within a day is
 * not asked again.
 */
final class OutsideLinks implements Check {
    private static final int MOST_LINKS = 200;
    private static final int MOST_REDIRECTS = 5;
    private static final int HOSTS_AT_ONCE = 8;
    /** A site that does not want HEAD says so in one of these ways. */
    private static final List<Integer> ASK_AGAIN = List.of(400, 403, 404, 405, 406, 500, 501, 503);
    /** Gone for everybody; other refusals are for programs, and a person gets through. */
    private static final List<Integer> GONE = List.of(404, 410);

    private final BiFunction<String, URI, OutsideAnswer> ask;
    private final OutsideMemory memory;

    OutsideLinks(BiFunction<String, URI, OutsideAnswer> ask, OutsideMemory memory) {
        this.ask = ask;
        this.memory = memory;
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
        try (ExecutorService threads = Executors.newFixedThreadPool(HOSTS_AT_ONCE, Thread.ofVirtual().factory())) {
            var jobs = new ArrayList<Callable<Void>>();
            byHost.values().forEach(links -> jobs.add(() -> {
                links.forEach(each -> said.put(each, memory.said(each, () -> why(each))));
                return null;
            }));
            for (Future<Void> each : threads.invokeAll(jobs)) {
                each.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        memory.keep();
        places.forEach((address, place) -> {
            String why = said.getOrDefault(address, "");
            if (!why.isEmpty()) {
                found.accept(Finding.warning(place.file(), place.line(), "'" + address + "' " + why,
                        "look whether it has moved, or take the link away"));
            }
        });
    }

    private static String host(String address) {
        URI uri = uri(address);
        return uri == null || uri.getHost() == null ? "" : uri.getHost();
    }

    private static URI uri(String address) {
        try {
            URI uri = URI.create(address.startsWith("//") ? "https:" + address : address);
            // Java takes letters beyond ASCII for no name of a host.
            return uri.getHost() != null || uri.getRawAuthority() == null ? uri : URI.create(uri.getScheme() + "://"
                    + IDN.toASCII(uri.getRawAuthority()) + uri.getRawPath());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Why a link leads nowhere, or "" where it leads somewhere. */
    private String why(String address) {
        URI at = uri(address);
        for (int i = 0; at != null && i <= MOST_REDIRECTS; i++) {
            OutsideAnswer answer = ask.apply("HEAD", at);
            if (ASK_AGAIN.contains(answer.status())) {
                answer = ask.apply("GET", at);
            }
            if (!answer.why().isEmpty()) {
                return answer.why();
            }
            if (!answer.sendsOn()) {
                return GONE.contains(answer.status()) ? "leads nowhere: the site answers " + answer.status() : "";
            }
            at = next(at, answer.location());
        }
        return at == null ? "is no address that can be tried" : "sends on and on";
    }

    private static URI next(URI from, String location) {
        try {
            return from.resolve(location);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
