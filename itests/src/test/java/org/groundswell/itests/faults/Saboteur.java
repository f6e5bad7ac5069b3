package org.groundswell.itests.faults;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.groundswell.itests.Await;
import org.groundswell.itests.Node;

/** Does the damage and mends it. Not thread-safe. */
final class Saboteur {
    private static final int SOME = 5;
    private static final String MICROS = "(extract(epoch FROM until) * 1000000)::bigint";
    private static final String LATEST_LEASE = "SELECT coalesce(max(" + MICROS + "), 0) FROM lease";
    private static final String LATER_LEASES = "SELECT count(*) FROM lease WHERE " + MICROS + " > ";

    private final Cluster cluster;
    private final Crowd crowd;
    private final Random random;
    private long hitFrom;
    private long hitUntil;

    Saboteur(Cluster cluster, Crowd crowd, Random random) {
        this.cluster = cluster;
        this.crowd = crowd;
        this.random = random;
    }

    /** Returns when all is well again. */
    Fault.Window run(Fault fault) throws Exception {
        long began = System.nanoTime();
        int node = random.nextInt(cluster.nodes().size());
        switch (fault) {
            case NODE_KILLED -> kill(List.of(node));
            case ALL_BUT_ONE_KILLED -> {
                var some = IntStream.range(0, cluster.nodes().size()).boxed().collect(Collectors.toList());
                Collections.shuffle(some, random);
                kill(some.subList(1, some.size()));
            }
            case NODE_ASLEEP -> sleep(node);
            case LINK_CUT -> spoil(node, DatabaseLink.State.CUT);
            case LINK_SILENT -> spoil(node, DatabaseLink.State.SILENT);
            case LINK_SLOW -> spoil(node, DatabaseLink.State.SLOW);
            case LINK_TORN -> spoil(node, DatabaseLink.State.TORN);
            case DATABASE_RESTARTED -> restartDatabase();
            case PRIMARY_LOST -> losePrimary(cluster.databases());
            case LONG_TRANSACTION -> holdTransaction();
            case NODE_REPLACED -> replace(cluster.nodes().get(node));
        }
        crowd.awaitGifts(SOME);
        cluster.awaitAll();
        return new Fault.Window(fault, began, hitFrom, hitUntil, System.nanoTime());
    }

    private void kill(List<Integer> some) throws Exception {
        hitFrom = System.nanoTime();
        for (int each : some) {
            cluster.nodes().get(each).kill();
        }
        some.forEach(cluster.balancer()::awaitDown);
        hitUntil = System.nanoTime();
        crowd.awaitGifts(SOME);
        for (int each : some) {
            cluster.nodes().get(each).launch();
        }
    }

    private void sleep(int number) throws Exception {
        Node node = cluster.nodes().get(number);
        long process = node.serving().pid();
        hitFrom = System.nanoTime();
        signal("STOP", process);
        try {
            long leases = cluster.databases().number("SELECT count(*) FROM lease WHERE until >= clock_timestamp()");
            long latest = cluster.databases().number(LATEST_LEASE);
            cluster.balancer().awaitDown(number);
            hitUntil = System.nanoTime();
            crowd.awaitGifts(SOME);
            Await.until("others have its leases", () -> cluster.databases().number(LATER_LEASES + latest) >= leases);
        } finally {
            signal("CONT", process);
        }
    }

    private static void signal(String name, long process) throws IOException, InterruptedException {
        if (new ProcessBuilder("kill", "-" + name, Long.toString(process)).start().waitFor() != 0) {
            throw new IllegalStateException("Process " + process + " cannot be told " + name);
        }
    }

    private void spoil(int node, DatabaseLink.State state) throws Exception {
        cluster.way(node).become(state);
        if (state != DatabaseLink.State.SLOW) {
            var visitor = cluster.nodes().get(node).visitor();
            Await.until("the node says that it takes no gifts", () -> visitor.get("/readyz/give").status() == 503);
            if (visitor.get("/readyz").status() != 200 || visitor.get("/en/").status() != 200) {
                throw new AssertionError("a node without its database has no pages");
            }
        }
        crowd.awaitGifts(SOME);
        cluster.way(node).become(DatabaseLink.State.GOOD);
    }

    private void losePrimary(Databases databases) throws Exception {
        databases.losePrimary();
        crowd.awaitGifts(SOME);
        databases.letLostReturn();
        long left = databases.entriesOfLost();
        crowd.awaitGifts(SOME);
        if (databases.entriesOfLost() != left) {
            throw new AssertionError("a primary that came back after another had its place was given something");
        }
        databases.replaceLost();
    }

    private void restartDatabase() throws Exception {
        var outages = new ArrayList<Outage>();
        for (Node each : cluster.nodes()) {
            outages.add(new Outage(each));
        }
        cluster.databases().primary().kill();
        try {
            for (Outage each : outages) {
                each.check(crowd.lastPayment());
            }
            int pages = crowd.pages();
            Await.until("pages go on", () -> crowd.pages() >= pages + SOME);
        } finally {
            cluster.databases().primary().start();
        }
    }

    private void replace(Node node) throws Exception {
        var drained = node.script("drain");
        if (drained.status() != 0) {
            throw new AssertionError(drained.text());
        }
        crowd.awaitGifts(SOME);
        node.launch();
    }

    private void holdTransaction() throws Exception {
        try (var connection = cluster.databases().primary().open(Databases.SCHEMA);
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SELECT pg_current_xact_id(), count(*) FROM entry");
            crowd.awaitGifts(SOME);
            long there = cluster.databases().number("SELECT raised FROM total");
            for (Node each : cluster.nodes()) {
                Await.until("what was given meanwhile is seen", () -> each.visitor().raised() >= there);
            }
            connection.rollback();
        }
    }
}
