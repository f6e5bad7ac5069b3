package org.groundswell.itests.faults;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.groundswell.donations.postgres.server.PostgresServer;

/** Some faults one after the other, with everything held against the books after each. */
final class FaultsRun {
    private static final int DONORS = 3;
    private static final int VISITORS = 3;

    private final List<Fault.Window> windows = new ArrayList<>();
    private final List<String> told = new ArrayList<>();

    /**
     * @param next the next fault, or null at the end
     * @param seed for what is left to chance within a fault
     */
    void play(String name, PostgresServer server, int nodes, Supplier<Fault> next, long seed) throws Exception {
        try (var cluster = new Cluster(name, server, nodes);
                var crowd = new Crowd(cluster.site(), cluster.gateway().base(), DONORS, VISITORS);
                var readings = new Readings(crowd, cluster.nodes())) {
            var saboteur = new Saboteur(cluster, crowd, new Random(seed));
            var books = new Books(cluster, crowd);
            crowd.awaitGifts(DONORS);
            for (Fault fault = next.get(); fault != null; fault = next.get()) {
                windows.add(saboteur.run(fault));
                crowd.between(books::check);
                assertEquals("what was read during " + fault, List.of(), readings.wrong());
                tell(windows.getLast(), crowd.failures());
                requireInFlight(windows.getLast(), crowd.failures(), nodes);
            }
            crowd.between(books::audit);
            assertTrue("totals and lists were read", readings.number() > 0 && readings.lists() > 0);
            assertEquals("failures without a reason", List.of(), crowd.failures().stream().filter(this::isOdd).toList());
            told.add("in all " + crowd.pages() + " pages, " + crowd.paid().size() + " gifts that were acknowledged and count"
                    + " once, " + readings.number() + " totals and " + readings.lists() + " lists read, none of money that was not"
                    + " there, " + crowd.failures().size() + " requests that failed, each for its reason");
            System.out.println(told.getLast());
        }
    }

    /** Of a node that dies the balancer asks nothing new: no visitor has more than the one page that was on its way there. */
    private static void requireInFlight(Fault.Window window, Collection<Seen> failures, int nodes) {
        int killed = window.fault().killed(nodes);
        List<Seen> pages = failures.stream().filter(each -> each.what() == Seen.What.PAGE
                && each.overlaps(window.began(), window.ended())).toList();
        assertTrue("more pages than were in flight: " + pages, killed == 0 || pages.size() <= VISITORS * killed);
    }

    /** A line for each fault, and one for all. */
    List<String> told() {
        return told;
    }

    private boolean isOdd(Seen failure) {
        return windows.stream().noneMatch(each -> each.explains(failure));
    }

    private void tell(Fault.Window window, Collection<Seen> failures) {
        Map<String, Long> failed = failures.stream().filter(each -> each.overlaps(window.began(), window.ended()))
                .collect(Collectors.groupingBy(each -> each.what() + " " + each.status(), TreeMap::new,
                        Collectors.counting()));
        told.add(window.fault() + ": well again after " + (window.ended() - window.began()) / 1_000_000 + " ms, failed "
                + failed);
        System.out.println(told.getLast());
    }
}
