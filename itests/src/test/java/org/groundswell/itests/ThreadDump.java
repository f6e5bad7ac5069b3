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

    private ThreadDump() {
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
