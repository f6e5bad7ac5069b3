package org.groundswell.itests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A node as its user runs it: {@code bin/groundswell run} in a folder of its own. */
public final class Node implements AutoCloseable {
    private final Path home;
    private final int publicPort = RuntimeFolder.freePort();
    private final int adminPort = RuntimeFolder.freePort();
    private Process process;

    private Node(String name) throws IOException {
        home = RuntimeFolder.copy(name, publicPort, adminPort);
    }

    /** A node that is fit to serve. */
    static Node started(String name) throws IOException {
        Node node = new Node(name);
        node.start();
        return node;
    }

    /** A node that was not started yet, so that its settings can be changed. */
    public static Node prepared(String name) throws IOException {
        return new Node(name);
    }

    public void start() throws IOException {
        start(home.resolve("bin/groundswell").toString(), "run", "--log");
    }

    /** As a person at a terminal does, who does not want to read its log. */
    void startByHand() throws IOException {
        start(home.resolve("bin/groundswell").toString(), "run");
    }

    /** Starts a node none of whose files may grow beyond so many kilobytes, until {@link #liftLimit}. */
    void startLimited(int kilobytes) throws IOException {
        start("bash", "-c", "ulimit -S -f " + kilobytes + "; exec " + home.resolve("bin/groundswell") + " run --log");
    }

    /** As if somebody had freed space. */
    void liftLimit() throws IOException, InterruptedException {
        limit("unlimited:");
    }

    /** From now on not even the first page of a file can be written. */
    void limitEveryFile() throws IOException, InterruptedException {
        limit("512:");
    }

    private void limit(String bytes) throws IOException, InterruptedException {
        for (ProcessHandle each : Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList()) {
            int status = new ProcessBuilder("prlimit", "--fsize=" + bytes, "--pid", Long.toString(each.pid()))
                    .inheritIO().start().waitFor();
            if (status != 0) {
                throw new IllegalStateException("the limit of process " + each.pid() + " cannot be changed");
            }
        }
    }

    private void start(String... command) throws IOException {
        launch(command);
        try {
            awaitFitness();
        } catch (AssertionError e) {
            close();
            throw e;
        }
    }

    /** Only begins to start. */
    public void launch() throws IOException {
        launch(home.resolve("bin/groundswell").toString(), "run", "--log");
    }

    private void launch(String... command) throws IOException {
        process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output().toFile())).start();
    }

    private void awaitFitness() {
        var visitor = visitor();
        Await.until("the node in " + home + " is fit to serve", () -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("it ended: " + outputText());
            }
            return visitor.get("/readyz/give").status() == 200;
        });
    }

    /** As Ctrl-C does: everything is finished. */
    void interrupt() {
        close();
    }

    /** As {@code kill -9} does: nothing is finished, nothing is written. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    @Override
    public void close() {
        if (process == null) {
            return;
        }
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public Visitor visitor() {
        return new Visitor("http://127.0.0.1:" + publicPort);
    }

    Visitor admin() {
        return new Visitor("http://127.0.0.1:" + adminPort);
    }

    /** Waits until a component was started again with a changed setting, given as the line {@code key = value}. */
    void awaitSetting(String component, String line) {
        String key = line.substring(0, line.indexOf(' '));
        String value = line.substring(line.lastIndexOf(' ') + 1);
        Await.until(component + " has " + line, () -> {
            String text = script("shell", "scr:info " + component).text();
            int start = text.indexOf("Config Props:");
            return start > 0 && text.substring(start).matches("(?s).*\\b" + key + "<\\w+> = " + value + "\\b.*");
        });
    }

    /** Whether the process that was started is still there. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** The CPU time that the node has used since it was started. */
    Duration cpu() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .map(each -> each.info().totalCpuDuration().orElse(Duration.ZERO)).reduce(Duration.ZERO, Duration::plus);
    }

    public Path home() {
        return home;
    }

    public int publicPort() {
        return publicPort;
    }

    int adminPort() {
        return adminPort;
    }

    /** Waits until the pages show what the ledger says, so that a test does not count the gifts of the one before. */
    long settledTotal() {
        var visitor = visitor();
        Await.until("pages and ledger agree", () -> visitor.raised() == ledgerTotal());
        return ledgerTotal();
    }

    /** What the ledger's own file says. */
    long ledgerTotal() {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + ledger());
                var rows = connection.createStatement().executeQuery("SELECT coalesce(sum(raised), 0) FROM entry")) {
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How the donation with this payment stands in the ledger's own file. */
    String state(String payment) {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + ledger());
                var asked = connection.prepareStatement("SELECT state FROM donation WHERE payment_id = ?")) {
            asked.setString(1, payment);
            try (var rows = asked.executeQuery()) {
                return rows.next() ? rows.getString(1) : "";
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    Path ledger() {
        return home.resolve("data/ledger/ledger.db");
    }

    /** The process that serves, as the script noted it. */
    public ProcessHandle serving() throws IOException {
        return ProcessHandle.of(Long.parseLong(Files.readString(home.resolve("data/node.pid")).strip())).orElseThrow();
    }

    /** The password that the first start printed. */
    String password() throws IOException {
        String text = outputText();
        String before = "its password is: ";
        int start = text.indexOf(before) + before.length();
        return text.substring(start, text.indexOf('\n', start)).strip();
    }

    String outputText() throws IOException {
        return Files.readString(output());
    }

    /** Runs {@code bin/groundswell} to its end. */
    public Result script(String... arguments) throws IOException, InterruptedException {
        return script(Map.of(), arguments);
    }

    /** The same with more in its environment; an empty value takes one away. */
    Result script(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(home.resolve("bin/groundswell").toString()));
        command.addAll(List.of(arguments));
        return end(environment, command);
    }

    /** The same with no file that may grow beyond so many kilobytes, until somebody lifts the limit. */
    Result scriptLimited(int kilobytes, String command) throws IOException, InterruptedException {
        return end(Map.of(), List.of("bash", "-c", "ulimit -S -f " + kilobytes + "; exec '"
                + home.resolve("bin/groundswell") + "' " + command));
    }

    private Result end(Map<String, String> environment, List<String> command) throws IOException, InterruptedException {
        Path file = home.resolveSibling(home.getFileName() + "-script.log");
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(file.toFile());
        environment.forEach((name, value) -> {
            if (value.isEmpty()) {
                builder.environment().remove(name);
            } else {
                builder.environment().put(name, value);
            }
        });
        Process run = builder.start();
        if (!run.waitFor(300, TimeUnit.SECONDS)) {
            run.destroyForcibly();
            throw new AssertionError("'" + command + "' did not end");
        }
        return new Result(run.exitValue(), Files.readString(file));
    }

    public record Result(int status, String text) {
    }

    private Path output() {
        return home.resolve("data/output.log");
    }
}
