package org.groundswell.itests.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.groundswell.donations.postgres.server.PostgresServer;
import org.groundswell.itests.Await;
import org.groundswell.itests.Node;
import org.groundswell.itests.PostgresNode;
import org.groundswell.itests.RuntimeFolder;
import org.groundswell.payments.contract.MollieServer;

/** Nodes behind HAProxy, over a primary and a standby, with a gateway of their own. */
final class Cluster implements AutoCloseable {
    private static final String GATEWAY_KEY = "test_0123456789";

    private final MollieServer gateway = new MollieServer(GATEWAY_KEY);
    private final List<Node> nodes = new ArrayList<>();
    private final List<Databases.Way> ways = new ArrayList<>();
    private final Databases databases;
    private final Balancer balancer;

    /** @param name of the nodes' folders */
    Cluster(String name, PostgresServer server, int size) throws Exception {
        databases = new Databases(server);
        for (int i = 0; i < size; i++) {
            Node node = PostgresNode.prepared(name + i, server);
            nodes.add(node);
            ways.add(databases.way());
        }
        balancer = new Balancer(nodes.getFirst().home().resolveSibling(name + "-haproxy"),
                nodes.stream().map(Node::publicPort).toList());
        String key = nodes.getFirst().script("node-key").text();
        for (int i = 0; i < size; i++) {
            set(nodes.get(i), ways.get(i), key);
        }
        for (Node each : nodes) {
            each.launch();
        }
        awaitAll("has started and takes gifts");
    }

    private void set(Node node, Databases.Way way, String key) throws IOException {
        Path secrets = node.home().resolve("secrets");
        Files.writeString(secrets.resolve("node.key"), key);
        Files.writeString(secrets.resolve("mollie.key"), GATEWAY_KEY);
        RuntimeFolder.addSetting(node.home(), "org.groundswell.edge.listener", "behindProxy = true", "publicUrl = " + site());
        RuntimeFolder.setting(node.home(), "org.groundswell.donations.ledger.postgres", "url = " + way.url(),
                "user = " + PostgresServer.USER, "password = file:secrets/postgres.password",
                "nodeKey = file:secrets/node.key", "leaseSeconds = 2");
        // Lists are read, too.
        RuntimeFolder.setting(node.home(), "org.groundswell.donations.moderation", "names = all");
        RuntimeFolder.setting(node.home(), "org.groundswell.payments.mollie", "apiKey = file:secrets/mollie.key",
                "apiBase = " + gateway.base());
        PostgresNode.withoutSqlite(node);
        PostgresNode.deploy(node, "mollie.json");
    }

    /** Where visitors come in. */
    String site() {
        return "http://127.0.0.1:" + balancer.port();
    }

    MollieServer gateway() {
        return gateway;
    }

    Balancer balancer() {
        return balancer;
    }

    Databases databases() {
        return databases;
    }

    List<Node> nodes() {
        return nodes;
    }

    Databases.Way way(int node) {
        return ways.get(node);
    }

    /** Returns when all nodes take gifts again after a fault, and the balancer leads to all of them. */
    void awaitAll() {
        awaitAll("takes gifts again");
    }

    private void awaitAll(String how) {
        for (int i : IntStream.range(0, nodes.size()).toArray()) {
            Await.until("node " + i + " " + how, () -> takesGifts(nodes.get(i)));
        }
        balancer.awaitNodes(nodes.size());
    }

    private static boolean takesGifts(Node node) throws Exception {
        if (!node.isAlive()) {
            throw new IllegalStateException("it ended");
        }
        var fitness = node.visitor().get("/readyz/give");
        if (fitness.status() != 200) {
            throw new IllegalStateException(fitness.status() + " " + fitness.body());
        }
        return node.visitor().get("/en/donate").body().contains("value=\"mollie\"");
    }

    @Override
    public void close() throws IOException {
        balancer.close();
        nodes.parallelStream().forEach(Node::close);
        databases.close();
        gateway.close();
    }
}
