package org.groundswell.kernel.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Copies the tables of a {@link GiftDatabase} out of it and into an empty one, with pg_dump and pg_restore. A copy is of one
 * moment, and the nodes go on meanwhile.
 */
final class GiftCopy {
    private static final int MOST_SAID = 4000;
    private static final String INSTALL = "install PostgreSQL's client programs, of the server's version or a newer one, or"
            + " name the folder that has them in " + GiftDatabase.SETTINGS + " (tools)";

    private final GiftDatabase database;
    private final ToolAddress address;

    /** @throws IOException if its settings have no such address */
    GiftCopy(GiftDatabase database) throws IOException {
        this.database = database;
        this.address = ToolAddress.of(database.url(), database.user());
    }

    /**
     * Writes them in pg_dump's own format, not compressed.
     *
     * @throws IOException if pg_dump is not there, is older than the server, or fails
     */
    void writeTo(OutputStream out) throws IOException {
        if (database.isPooled()) {
            throw new IOException("pg_dump may not go through a pooler that lends each transaction another connection, as"
                    + " listen = false in " + GiftDatabase.SETTINGS + " says: its own settings would stay on them. Give it at"
                    + " the database itself, and have the rest with backup --without-gifts");
        }
        // Quoted, because it is a pattern.
        run(List.of("pg_dump", "--format=custom", "--compress=0", "--lock-wait-timeout=60000", "--no-password",
                "--schema=\"" + address.schema().replace("\"", "\"\"") + "\""), out);
    }

    /**
     * Reads them into a database that has none, all or nothing; they are this node's user's then.
     *
     * @throws IOException if pg_restore is not there or fails
     */
    void readFrom(Path dump) throws IOException {
        String name = address.database().replace("\\", "\\\\").replace("'", "\\'");
        run(List.of("pg_restore", "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges",
                "--no-password", "--schema=" + address.schema(), "--dbname=dbname='" + name + "'", dump.toString()),
                OutputStream.nullOutputStream());
    }

    private void run(List<String> command, OutputStream out) throws IOException {
        String tool = command.getFirst();
        String program = database.tool(tool);
        var builder = new ProcessBuilder(Stream.concat(Stream.of(program), command.stream().skip(1)).toList());
        Map<String, String> environment = builder.environment();
        environment.putAll(address.environment());
        String password = database.password();
        if (!password.isEmpty()) {
            environment.put("PGPASSWORD", password);
        }
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new IOException(program + " cannot be run: " + INSTALL, e);
        }
        try {
            process.getOutputStream().close();
            var said = CompletableFuture.supplyAsync(() -> said(process.getErrorStream()), Thread::startVirtualThread);
            process.getInputStream().transferTo(out);
            int status = process.waitFor();
            if (status != 0) {
                String words = said.join();
                throw new IOException(tool + " failed (status " + status + "): " + words
                        + (words.contains("version mismatch") ? "; " + INSTALL : ""));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(tool + " was broken off", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }

    private static String said(InputStream in) {
        try (in) {
            String said = new String(in.readNBytes(MOST_SAID), StandardCharsets.UTF_8).strip();
            in.transferTo(OutputStream.nullOutputStream());
            return String.join("; ", said.lines().toList());
        } catch (IOException e) {
            return "";
        }
    }
}
