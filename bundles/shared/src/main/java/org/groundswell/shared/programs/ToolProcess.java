package org.groundswell.shared.programs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A program that works beside the node and behind it: whoever gives comes first. */
public final class ToolProcess {
    private static final String LATER = "15";

    private ToolProcess() {
    }

    /**
     * How it ended.
     *
     * @param status empty where it took too long and was ended
     * @param said   on its standard output, cut off at the limit
     */
    public record End(OptionalInt status, String said) {
    }

    /**
     * Runs a program to its end.
     *
     * @param most bytes of its output to keep
     */
    public static End run(List<String> command, Duration longest, int most) throws IOException {
        Process process = new ProcessBuilder(Stream.concat(Stream.of("nice", "-n", LATER), command.stream()).toList())
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        process.getOutputStream().close();
        var said = CompletableFuture.supplyAsync(() -> read(process.getInputStream(), most), Thread::startVirtualThread);
        try {
            boolean isOver = process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS);
            if (!isOver) {
                return new End(OptionalInt.empty(), "");
            }
            return new End(OptionalInt.of(process.exitValue()), said.get(1, TimeUnit.SECONDS));
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("What a program said could not be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Broken off", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String read(InputStream in, int most) {
        try (in) {
            String said = new String(in.readNBytes(most), StandardCharsets.UTF_8);
            in.transferTo(OutputStream.nullOutputStream());
            return said;
        } catch (IOException e) {
            return "";
        }
    }
}
