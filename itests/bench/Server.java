import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server of the home page, and what its processes have used so far. */
final class Server implements AutoCloseable {
    /** Linux counts CPU time in hundredths of a second. */
    private static final long TICK_MICROS = 10_000;
    private static final int UTIME = 11;
    private static final int STIME = 12;
    private static final long START_SECONDS = 60;
    private static final long POLL_MILLIS = 10;
    private static final String LISTENER = "conf/org.groundswell.edge.listener.cfg";
    private static final String PORT = "port = ";

    private final Process process;
    private final String base;
    private final String page;

    private Server(Process process, String base, String page) {
        this.process = process;
        this.base = base;
        this.page = page;
    }

    /** A node as it is shipped, in a folder of its own; the second time with what it remembers of the first. */
    static Server node(Path runtime, Path work) throws IOException, InterruptedException {
        return node(runtime, work, MemoryLimit.none());
    }

    /** The same within a limit of memory. */
    static Server node(Path runtime, Path work, MemoryLimit limit) throws IOException, InterruptedException {
        Server node = started(runtime, work, limit);
        node.await(node.base + "/readyz/give");
        return node;
    }

    /** A node whose start has only begun. */
    static Server started(Path runtime, Path work, MemoryLimit limit) throws IOException {
        Path home = home(runtime, work);
        String base = "http://127.0.0.1:" + Files.readString(home.resolve(LISTENER)).strip().substring(PORT.length());
        return new Server(start(work.resolve("node.log"),
                limit.around(home.resolve("bin/groundswell").toString()).toArray(String[]::new)), base,
                base + "/en/");
    }

    /** The node's folder, made when it is first asked for. */
    static Path home(Path runtime, Path work) throws IOException {
        Path home = work.resolve("node");
        if (!Files.exists(home)) {
            copy(runtime, home);
            Files.writeString(home.resolve(LISTENER), PORT + freePort() + "\n");
            Files.writeString(home.resolve("conf/org.groundswell.edge.admin.cfg"), PORT + freePort() + "\n");
            // The donors of the benchmark fill in a form in no time.
            Files.writeString(home.resolve("conf/org.groundswell.donations.service.screening.cfg"),
                    "quickestSeconds = 0\n");
            // And all of them come from one address.
            Files.writeString(home.resolve("conf/org.groundswell.donations.service.pledges.cfg"),
                    "challengeFrom = 1000000\nrefuseFrom = 1000000\nchallengeAllFrom = 1000000\n");
            // All of them come from one address.
            Files.writeString(home.resolve("conf/org.groundswell.edge.budgets.cfg"), "bodiesPercentPerAddress = 12\n"
                    + "servletRequestsPerAddress = 100000\nstreamsPerAddress = 1000000\n");
        }
        return home;
    }

    /** The same bytes as files, served by nginx. */
    static Server nginx(Path work, byte[] page, byte[] gzip) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(work.resolve("nginx/site"));
        Files.write(folder.resolve("index.html"), page);
        Files.write(folder.resolve("index.html.gz"), gzip);
        int port = freePort();
        Path conf = work.resolve("nginx/nginx.conf");
        Files.writeString(conf, """
                %sdaemon off;
                pid %s/nginx.pid;
                error_log stderr crit;
                worker_processes auto;
                worker_rlimit_nofile 65536;
                events { worker_connections 20000; }
                http {
                  access_log off;
                  sendfile on;
                  tcp_nopush on;
                  types { text/html html; }
                  charset utf-8;
                  gzip_static on;
                  gzip_vary on;
                  keepalive_requests 1000000000;
                  keepalive_timeout 60s;
                  open_file_cache max=1000 inactive=600s;
                  client_body_temp_path %2$s/body; proxy_temp_path %2$s/proxy; fastcgi_temp_path %2$s/fastcgi;
                  uwsgi_temp_path %2$s/uwsgi; scgi_temp_path %2$s/scgi;
                  server { listen 127.0.0.1:%3$d backlog=4096; root %4$s; }
                }
                """.formatted(System.getProperty("user.name").equals("root") ? "user root;\n" : "",
                conf.getParent(), port, folder));
        String base = "http://127.0.0.1:" + port;
        Server nginx = new Server(start(work.resolve("nginx.log"), nginxProgram(), "-p", conf.getParent().toString(),
                "-c", conf.toString()), base, base + "/index.html");
        nginx.await(nginx.page);
        return nginx;
    }

    /** Waits until this is answered with 200. */
    void await(String url) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!Fetch.answers(url)) {
            if (!process.isAlive() || System.nanoTime() > end) {
                process.destroy();
                throw new IOException(url + " is not there");
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** The file of a node's ledger. */
    static Path ledger(Path work) {
        return work.resolve("node/data/ledger/ledger.db");
    }

    String base() {
        return base;
    }

    String page() {
        return page;
    }

    /** CPU time of the process and its children so far. */
    long cpuMicros() throws IOException {
        long ticks = 0;
        for (long pid : processes()) {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            ticks += Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME]);
        }
        return ticks * TICK_MICROS;
    }

    /** Resident memory, shared pages counted once for each process. */
    long residentKb() throws IOException {
        long kb = 0;
        for (long pid : processes()) {
            kb += Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElse(0);
        }
        return kb;
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(START_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    static String nginxProgram() {
        return Files.isExecutable(Path.of("/usr/sbin/nginx")) ? "/usr/sbin/nginx" : "nginx";
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private List<Long> processes() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants()).map(ProcessHandle::pid).toList();
    }

    private static Process start(Path log, String... command) throws IOException {
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
