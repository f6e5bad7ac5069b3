package org.groundswell.itests;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What the threads of this process are at, virtual ones too. */
final class ThreadDump {
    private static final int FRAMES = 14;
    /** Beside the reports: .ci/run shows what is there when a run fails. */
    private static final Path KEPT = Path.of(System.getProperty("groundswell.target", "target"), "threads");

    private ThreadDump() {
    }

    /** Keeps what {@link #within} says now, for whoever reads why this test failed: the threads are gone by then. */
    static void keep(String test, String name) {
        try {
            Files.createDirectories(KEPT);
            Files.writeString(KEPT.resolve(test + ".txt"), within(name));
        } catch (IOException e) {
            System.out.println("The threads of " + test + " could not be kept: " + e);
        }
    }

    /** Those that are within this package or class at this moment, each with the frames nearest to what it waits for. */
    static String within(String name) {
        try {
            Path file = Files.createTempFile("threads", ".txt");
            // It creates the file, and refuses one that is there.
            Files.delete(file);
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .dumpThreads(file.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);
            String all = Files.readString(file);
            Files.delete(file);
            return Arrays.stream(all.split("\n\n")).filter(each -> each.contains("at " + name))
                    .map(each -> each.lines().limit(FRAMES).collect(Collectors.joining("\n")))
                    .collect(Collectors.joining("\n\n"));
        } catch (IOException e) {
            return "the threads could not be read: " + e;
        }
    }
}
