package org.groundswell.itests;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;

/** The folder that a user downloads, copied anew for each test that needs one. */
public final class RuntimeFolder {
    static final Path SHIPPED = Path.of(System.getProperty("groundswell.runtime"));
    static final Path TARGET = Path.of(System.getProperty("groundswell.target"));
    private static final String OPTIONS = "conf/jvm.options";
    private static final Path NODES = TARGET.resolve("nodes");
    /** Below those that Linux gives to connections: a port that was only looked for there belongs to anybody a moment later. */
    private static final int FIRST_PORT = 20_000;
    private static final int PORTS = 12_000;
    /** Test processes run side by side, each from a place of its own. */
    private static final AtomicInteger NEXT_PORT = new AtomicInteger((int) (ProcessHandle.current().pid() * 100 % PORTS));

    private RuntimeFolder() {
    }

    /** A fresh copy with its own ports; what an earlier run left under this name is removed. */
    static Path copy(String name, int publicPort, int adminPort) throws IOException {
        Path home = shipped(name, publicPort, adminPort);
        options(home, ClassArchive.lines().toArray(String[]::new));
        return home;
    }

    /** The same without what makes its start quicker than a user's. */
    static Path shipped(String name, int publicPort, int adminPort) throws IOException {
        Path home = NODES.resolve(name);
        delete(home);
        Files.walkFileTree(SHIPPED, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(home.resolve(SHIPPED.relativize(folder).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, home.resolve(SHIPPED.relativize(file).toString()),
                        StandardCopyOption.COPY_ATTRIBUTES);
                return FileVisitResult.CONTINUE;
            }
        });
        setting(home, "org.groundswell.edge.listener", "port = " + publicPort);
        setting(home, "org.groundswell.edge.admin", "port = " + adminPort);
        // Tests fill in a form in no time.
        setting(home, "org.groundswell.donations.service.screening", "quickestSeconds = 0");
        // And all of them come from one address.
        setting(home, "org.groundswell.donations.service.pledges", "challengeFrom = 1000000", "refuseFrom = 1000000");
        setting(home, "org.groundswell.pages.contact", "maxPerMinuteFromOne = 100000");
        // A node that lives for a minute gains nothing from the second compiler, which takes a third of the start.
        options(home, "-XX:TieredStopAtLevel=1");
        return home;
    }

    /** Adds options of the virtual machine. */
    static void options(Path home, String... options) throws IOException {
        Files.writeString(home.resolve(OPTIONS), "\n" + String.join("\n", options) + "\n", StandardOpenOption.APPEND);
    }

    /** For who measures: with the compilers that users have. */
    static void optionsAsShipped(Path home) throws IOException {
        Files.copy(SHIPPED.resolve(OPTIONS), home.resolve(OPTIONS), StandardCopyOption.REPLACE_EXISTING);
    }

    /** Replaces a file of settings. */
    public static void setting(Path home, String pid, String... lines) throws IOException {
        Files.writeString(home.resolve("conf").resolve(pid + ".cfg"), String.join("\n", lines) + "\n");
    }

    /** Adds to what a file of settings says. */
    public static void addSetting(Path home, String pid, String... lines) throws IOException {
        Files.writeString(home.resolve("conf").resolve(pid + ".cfg"), "\n" + String.join("\n", lines) + "\n",
                StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** A port for a server that a test starts. Nobody else gets it, here or as the near end of a connection. */
    public static int freePort() {
        for (int tries = 0; tries < PORTS; tries++) {
            int port = FIRST_PORT + Math.floorMod(NEXT_PORT.getAndIncrement(), PORTS);
            try (var socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
                return port;
            } catch (IOException e) {
                // Somebody has it.
            }
        }
        throw new IllegalStateException("no port from " + FIRST_PORT + " on is free");
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
