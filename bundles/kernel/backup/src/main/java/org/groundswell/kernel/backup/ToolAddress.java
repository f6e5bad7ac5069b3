package org.groundswell.kernel.backup;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A database's address as PostgreSQL's own tools read it, made of the one that the driver reads. Immutable.
 *
 * @param database    its name
 * @param schema      where in it the tables are
 * @param environment variables for a tool, without the password
 */
record ToolAddress(String database, String schema, Map<String, String> environment) {
    private static final Pattern ADDRESS =
            Pattern.compile("jdbc:postgresql:(?://(?<hosts>[^/?]*)/?)?(?<database>[^?]*)(?:\\?(?<options>.*))?");
    private static final Pattern HOST = Pattern.compile("\\[?(?<name>.*?)]?(?::(?<port>\\d+))?");
    /** What the driver and the tools mean alike, by the driver's name for it. */
    private static final Map<String, String> ALIKE = Map.of("user", "PGUSER", "sslmode", "PGSSLMODE",
            "sslrootcert", "PGSSLROOTCERT", "sslcert", "PGSSLCERT", "sslkey", "PGSSLKEY");
    private static final String PATIENCE_SECONDS = "10";

    /**
     * @param user empty where the address says it
     * @throws IOException if it is no such address
     */
    static ToolAddress of(String url, String user) throws IOException {
        Matcher address = ADDRESS.matcher(url);
        if (!address.matches()) {
            throw new IOException(GiftDatabase.SETTINGS + ": url: expected jdbc:postgresql://host/database");
        }
        Map<String, String> options = options(address.group("options"));
        var environment = new HashMap<String, String>();
        ALIKE.forEach((name, variable) -> {
            if (options.containsKey(name)) {
                environment.put(variable, options.get(name));
            }
        });
        if (options.getOrDefault("ssl", "false").equals("true")) {
            environment.putIfAbsent("PGSSLMODE", "verify-full");
        }
        if (!user.isEmpty()) {
            environment.put("PGUSER", user);
        }
        hosts(address.group("hosts"), environment);
        String database = decoded(address.group("database"));
        if (database.isEmpty()) {
            database = environment.getOrDefault("PGUSER", "");
        }
        environment.put("PGDATABASE", database);
        environment.put("PGCONNECT_TIMEOUT", PATIENCE_SECONDS);
        environment.put("PGAPPNAME", "groundswell");
        // What we read of their words has one language.
        environment.put("LC_ALL", "C");
        return new ToolAddress(database, options.getOrDefault("currentSchema", "public"), Map.copyOf(environment));
    }

    /** Of several hosts the tools take the one that takes writes, as the node does. */
    private static void hosts(String hosts, Map<String, String> environment) {
        List<String> names = new ArrayList<>();
        List<String> ports = new ArrayList<>();
        for (String each : (hosts == null || hosts.isEmpty() ? "localhost" : hosts).split(",")) {
            Matcher host = HOST.matcher(each);
            host.matches();
            names.add(host.group("name"));
            ports.add(host.group("port") == null ? "5432" : host.group("port"));
        }
        environment.put("PGHOST", String.join(",", names));
        environment.put("PGPORT", String.join(",", ports));
        environment.put("PGTARGETSESSIONATTRS", "read-write");
    }

    private static Map<String, String> options(String text) {
        var options = new HashMap<String, String>();
        for (String each : text == null ? new String[0] : text.split("&")) {
            int equals = each.indexOf('=');
            if (equals > 0) {
                options.put(each.substring(0, equals), decoded(each.substring(equals + 1)));
            }
        }
        return options;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
