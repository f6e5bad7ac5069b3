package org.groundswell.donations.postgres.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * A pooler before a server, in transaction mode: each transaction may come to another of its few connections. On loopback,
 * with settings as docs/postgres.md has them. A test fails where it is not installed. Not thread-safe.
 */
public final class PgBouncer implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/sbin/pgbouncer");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long PAUSE_NANOS = 20_000_000;

    private final Path folder;
    private final int port;
    private final Process process;

    /** Returns when it answers. */
    public PgBouncer(PostgresServer server) throws IOException, InterruptedException {
        if (!Files.isExecutable(PROGRAM)) {
            throw new AssertionError("This test needs PgBouncer: apt-get install pgbouncer");
        }
        folder = Files.createTempDirectory("groundswell-pgbouncer");
        port = PostgresServer.freePort();
        Path users = folder.resolve("users");
        Files.writeString(users, "\"" + PostgresServer.USER + "\" \"" + PostgresServer.PASSWORD + "\"\n");
        Path settings = folder.resolve("pgbouncer.ini");
        Files.writeString(settings, String.format(Locale.ROOT, """
                [databases]
                postgres = host=127.0.0.1 port=%d
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = scram-sha-256
                auth_file = %s
                pool_mode = transaction
                default_pool_size = 8
                ignore_startup_parameters = extra_float_digits
                """, server.port(), port, users));
        ServerUser.own(folder);
        process = new ProcessBuilder(ServerUser.command(PROGRAM.toString(), settings.toString())).redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile()).start();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() - end > 0) {
                throw new AssertionError("PgBouncer does not answer: " + Files.readString(folder.resolve("log")));
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** The address of the server's database by way of the pooler. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    private boolean answers() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        for (String each : new String[] {"log", "users", "pgbouncer.ini"}) {
            Files.deleteIfExists(folder.resolve(each));
        }
        Files.delete(folder);
    }
}
