package org.groundswell.kernel.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether the machine has the memory that {@code conf/jvm.options} promises the node. */
final class MemoryExamination implements Examination {
    private static final String SUBJECT = "memory";
    private static final long MEGABYTE = 1024 * 1024;
    private static final long KILOBYTE = 1024;
    /** Beside its heap a node takes so much: classes, compiled code, buffers (docs/measurements.md). */
    private static final long BESIDE_HEAP = 220 * MEGABYTE;
    private static final Pattern HEAP = Pattern.compile("^\\s*-Xmx(\\d+)([kKmMgG]?)\\s*$", Pattern.MULTILINE);
    private static final Pattern AVAILABLE = Pattern.compile("^MemAvailable:\\s+(\\d+) kB", Pattern.MULTILINE);

    private final Path memory;

    MemoryExamination() {
        this(Path.of("/proc/meminfo"));
    }

    MemoryExamination(Path memory) {
        this.memory = memory;
    }

    @Override
    public List<Finding> examine(Patient node) {
        try {
            Matcher heap = HEAP.matcher(Files.readString(node.folder().path().resolve("conf/jvm.options")));
            Matcher available = AVAILABLE.matcher(Files.readString(memory));
            if (!heap.find() || !available.find()) {
                return List.of();
            }
            long needed = bytes(heap.group(1), heap.group(2)) + BESIDE_HEAP;
            long free = Long.parseLong(available.group(1)) * KILOBYTE;
            String said = free / MEGABYTE + " MB are available, and the node takes " + needed / MEGABYTE + " at most";
            return List.of(node.runs() || free >= needed ? Finding.well(SUBJECT, said) : Finding.ill(SUBJECT, said,
                    "Lower -Xmx in conf/jvm.options, or end what else runs here: the system ends a node without memory"));
        } catch (IOException e) {
            return List.of();
        }
    }

    private static long bytes(String number, String unit) {
        long factor = switch (unit.toLowerCase(Locale.ROOT)) {
            case "k" -> KILOBYTE;
            case "m" -> MEGABYTE;
            case "g" -> KILOBYTE * MEGABYTE;
            default -> 1;
        };
        return Long.parseLong(number) * factor;
    }
}
