package org.groundswell.donations.postgres.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.rules.ExternalResource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL server for the tests of a class, on loopback, in a temporary folder and as a user without rights. A test
 * fails where PostgreSQL is not installed. Not thread-safe, but for {@link #open} and {@link #number}.
 */
public final class PostgresServer extends ExternalResource {
    /** Who the node is there. */
    public static final String USER = "groundswell";
    /** Of that user. */
    public static final String PASSWORD = "of the tests";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long PAUSE_NANOS = 20_000_000;

    private final AtomicInteger schemas = new AtomicInteger();
    private Path folder;
    private int port;
    private Process process;

    @Override
    protected void before() throws Exception {
        prepare();
        ServerUser.run(folder, ServerUser.command(program("initdb"), "-D", data(), "-U", USER, "-A", "scram-sha-256",
                "--pwfile=" + secret(), "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"));
        start();
    }

    private void prepare() throws IOException, InterruptedException {
        folder = Files.createTempDirectory("groundswell-postgres");
        Files.writeString(secret(), PASSWORD);
        ServerUser.own(folder);
        port = freePort();
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** A copy that follows this server; whoever asked for it ends it. */
    public PostgresServer standby() throws Exception {
        var standby = new PostgresServer();
        standby.prepare();
        String here = "host=127.0.0.1 port=" + port + " user=" + USER + " password='" + PASSWORD + "'";
        ServerUser.run(folder, ServerUser.command(program("pg_basebackup"), "-d", here, "-D", standby.data(), "-R", "-c",
                "fast", "--no-sync"));
        standby.start();
        return standby;
    }

    /** Makes a standby a primary; the one that it followed does not know. */
    public void promote() throws SQLException {
        number("public", "SELECT CASE WHEN pg_promote() THEN 1 END");
    }

    /** Ends it, and removes what it has kept. */
    public void end() {
        after();
    }

    /** Begins, or begins again after {@link #kill}; returns when it answers. */
    public void start() throws Exception {
        process = new ProcessBuilder(ServerUser.command(program("postgres"), "-D", data(), "-p", Integer.toString(port),
                "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=" + folder, "-c", "fsync=off", "-c",
                "shared_buffers=32MB", "-c", "max_connections=50")).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile())).start();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() - end > 0) {
                throw new AssertionError("PostgreSQL does not answer: " + Files.readString(log()));
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private boolean answers() {
        try (Connection connection = open("public")) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    /**
     * As a crash of the machine does, as far as the server sees it. It stands still first: a process that it begins in
     * between would live on, hold what clients wait for, and write into the folder.
     */
    public void kill() throws IOException, InterruptedException {
        ServerUser.run(folder, List.of("kill", "-STOP", Long.toString(process.pid())));
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (all.stream().anyMatch(ProcessHandle::isAlive)) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("processes of PostgreSQL do not end: " + all);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** It is there, and does nothing, until {@link #wake}. */
    public void sleep() throws IOException, InterruptedException {
        signal("-STOP");
    }

    /** After {@link #sleep}. */
    public void wake() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        ServerUser.run(folder, Stream.concat(Stream.of("kill", signal, Long.toString(process.pid())),
                process.descendants().map(each -> Long.toString(each.pid()))).toList());
    }

    /** Runs a statement that returns nothing, as the node's user, who may do everything here. */
    public void execute(String schema, String statement) throws SQLException {
        try (Connection connection = open(schema); var open = connection.createStatement()) {
            open.execute(statement);
        }
    }

    /** The name of an empty schema. */
    public String schema() throws SQLException {
        String name = "s" + schemas.incrementAndGet();
        try (Connection connection = open("public"); var statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA " + name);
        }
        return name;
    }

    /** On loopback. */
    public int port() {
        return port;
    }

    /** A connection beside those of the node. */
    public Connection open(String schema) throws SQLException {
        var source = new PGSimpleDataSource();
        source.setUrl(url(schema, port));
        return source.getConnection(USER, PASSWORD);
    }

    /** What a query for one number says. */
    public long number(String schema, String query) throws SQLException {
        try (Connection connection = open(schema); var statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** What the server and all of its processes that are still there have used of the processors. */
    public Duration processorTime() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .map(each -> each.info().totalCpuDuration().orElse(Duration.ZERO)).reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    protected void after() {
        try {
            if (process != null && process.isAlive()) {
                kill();
            }
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(folder + " cannot be removed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @param otherPort where something stands that leads to the server; else {@link #port} */
    public static String url(String schema, int otherPort) {
        return "jdbc:postgresql://127.0.0.1:" + otherPort + "/postgres?currentSchema=" + schema;
    }

    private Path secret() {
        return folder.resolve("secret");
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private Path log() {
        return folder.resolve("log");
    }

    private static String program(String name) throws IOException {
        Path versions = Path.of("/usr/lib/postgresql");
        if (Files.isDirectory(versions)) {
            try (Stream<Path> found = Files.list(versions)) {
                List<Path> programs = found.map(each -> each.resolve("bin").resolve(name)).filter(Files::isExecutable)
                        .sorted().toList();
                if (!programs.isEmpty()) {
                    return programs.getLast().toString();
                }
            }
        }
        throw new AssertionError("This test needs PostgreSQL 15 or newer: apt-get install postgresql");
    }
}
