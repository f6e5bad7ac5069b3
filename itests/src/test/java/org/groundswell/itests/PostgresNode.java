package org.groundswell.itests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.groundswell.donations.postgres.server.PostgresServer;

/** Nodes that know a ledger in PostgreSQL. */
public final class PostgresNode {
    private static final String SCHEMA = "public";

    private PostgresNode() {
    }

    /** @param settings further lines for that ledger */
    public static Node prepared(String name, PostgresServer server, String... settings) throws IOException {
        Node node = Node.prepared(name);
        // Whatever goes away meanwhile is not held against a bundle that is new.
        RuntimeFolder.addSetting(node.home(), "org.groundswell.kernel.keeper", "probationMillis = 0");
        var lines = new ArrayList<>(List.of("url = " + PostgresServer.url(SCHEMA, server.port()), "user = " + PostgresServer.USER,
                "password = file:secrets/postgres.password"));
        lines.addAll(List.of(settings));
        RuntimeFolder.setting(node.home(), "org.groundswell.donations.ledger.postgres", lines.toArray(String[]::new));
        Path secrets = Files.createDirectory(node.home().resolve("secrets"));
        Files.writeString(secrets.resolve("postgres.password"), PostgresServer.PASSWORD);
        deploy(node, "postgres.json");
        return node;
    }

    /** Its other ledger is none from the start. */
    public static void withoutSqlite(Node node) throws IOException {
        RuntimeFolder.setting(node.home(), "org.groundswell.donations.ledger.sqlite", "use = false");
    }

    public static void deploy(Node node, String feature) throws IOException {
        Files.copy(node.home().resolve("features").resolve(feature), node.home().resolve("deploy").resolve(feature));
    }
}
