import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A limit of memory that the operating system enforces (Linux control groups, either version), where it may be set. */
final class MemoryLimit implements AutoCloseable {
    private static final Path FIRST = Path.of("/sys/fs/cgroup/memory");
    private static final Path SECOND = Path.of("/sys/fs/cgroup");

    private final Path group;
    private final String most;

    private MemoryLimit(Path group, String most) {
        this.group = group;
        this.most = most;
    }

    /** A group of its own with this limit; without one if this user or this machine has none to give. */
    static MemoryLimit of(long bytes) {
        boolean first = Files.isDirectory(FIRST);
        Path group = (first ? FIRST : SECOND).resolve("groundswell-bench-" + ProcessHandle.current().pid());
        try {
            Files.createDirectory(group);
            Files.writeString(group.resolve(first ? "memory.limit_in_bytes" : "memory.max"), Long.toString(bytes));
            return new MemoryLimit(group, first ? "memory.max_usage_in_bytes" : "memory.peak");
        } catch (IOException e) {
            System.out.println("No limit by the operating system here (" + e + "); resident memory is measured");
            return new MemoryLimit(null, "");
        }
    }

    static MemoryLimit none() {
        return new MemoryLimit(null, "");
    }

    boolean isThere() {
        return group != null;
    }

    /** The command, run inside the group. */
    List<String> around(String command) {
        return group == null ? List.of(command, "run")
                : List.of("bash", "-c", "echo $$ > " + group.resolve("cgroup.procs") + "; exec " + command + " run");
    }

    /** What the group had at most, file cache included: that gives way before the limit ends anything. */
    long mostKb() throws IOException {
        return group == null ? 0 : Long.parseLong(Files.readString(group.resolve(most)).strip()) / 1024;
    }

    @Override
    public void close() throws IOException {
        if (group != null) {
            Files.delete(group);
        }
    }
}
