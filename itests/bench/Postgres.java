import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A PostgreSQL of its own in a folder, and pgbench's single-row insert on it, each commit synced. */
final class Postgres implements AutoCloseable {
    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");
    private static final String INSERT = "INSERT INTO donation VALUES (gen_random_uuid(), 'flood', 'EUR', 2500,"
            + " 'A donor', now());\n";

    private final Path folder;
    private final Path programs;
    private final boolean root = System.getProperty("user.name").equals("root");

    Postgres(Path work) throws IOException, InterruptedException {
        folder = Files.createDirectory(work.resolve("postgres"));
        programs = programs();
        // The server does not run as root: the folder is that other user's.
        Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwxr-xr-x"));
        if (root) {
            say("chown", "postgres", folder.toString());
        }
        as(programs.resolve("initdb").toString(), "-D", data(), "-A", "trust", "-U", "bench", "-N");
        Files.writeString(work.resolve("insert.sql"), INSERT);
        as(programs.resolve("pg_ctl").toString(), "-D", data(), "-w", "-l", folder.resolve("log").toString(), "-o",
                "-c listen_addresses='' -c unix_socket_directories='" + folder + "' -c synchronous_commit=on"
                        + " -c max_connections=100", "start");
        as(programs.resolve("psql").toString(), "-h", folder.toString(), "-U", "bench", "-d", "postgres", "-q", "-c",
                "CREATE TABLE donation (id uuid PRIMARY KEY, campaign text, currency text, amount bigint, name text,"
                        + " at timestamptz)");
    }

    /** Commits a second with so many clients. */
    double insertsPerSecond(int clients, int seconds) throws IOException, InterruptedException {
        String output = as(programs.resolve("pgbench").toString(), "-n", "-h", folder.toString(), "-U", "bench", "-c",
                Integer.toString(clients), "-j", "2", "-T", Integer.toString(seconds), "-f",
                folder.resolveSibling("insert.sql").toString(), "postgres");
        Matcher rate = RATE.matcher(output);
        if (!rate.find()) {
            throw new IOException("pgbench said: " + output);
        }
        return Double.parseDouble(rate.group(1));
    }

    @Override
    public void close() throws IOException, InterruptedException {
        as(programs.resolve("pg_ctl").toString(), "-D", data(), "-m", "fast", "-w", "stop");
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private String as(String... command) throws IOException, InterruptedException {
        var whole = new ArrayList<String>(root ? List.of("runuser", "-u", "postgres", "--") : List.of());
        whole.addAll(List.of(command));
        return say(whole.toArray(String[]::new));
    }

    private static String say(String... command) throws IOException, InterruptedException {
        // To a file: the server keeps a pipe open after pg_ctl has ended.
        Path output = Files.createTempFile("bench", ".out");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile())
                .start();
        int status = process.waitFor();
        String said = Files.readString(output, StandardCharsets.UTF_8);
        Files.delete(output);
        if (status != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + status + ": " + said);
        }
        return said;
    }

    private static Path programs() throws IOException {
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            return versions.sorted().reduce((_, last) -> last).orElseThrow().resolve("bin");
        }
    }
}
