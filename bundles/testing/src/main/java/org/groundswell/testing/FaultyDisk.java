package org.groundswell.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A disk that refuses when it is told to. It stands between SQLite, file channels and the C library, so what SQLite and
 * its driver make of a refusal is the real thing. It also knows what a power failure would leave: what was synced; and
 * as on a real disk, what a failed sync has not written is held to be written by the next one.
 */
@SuppressWarnings("restricted")
public final class FaultyDisk {
    /** What the C library calls "no space left on device". */
    public static final int ENOSPC = 28;
    /** And an input/output error. */
    public static final int EIO = 5;
    private static final int PAGE = 4096;
    private static final Linker LINKER = Linker.nativeLinker();

    private final Path folder;
    private final MethodHandle write;
    private final MethodHandle sync;
    private final MethodHandle truncate;
    private final MethodHandle errno;
    private final Map<Path, byte[]> durable = new HashMap<>();
    private final Map<Path, BitSet> dirty = new HashMap<>();
    private final List<String> calls = new ArrayList<>();
    private int countdown;
    private boolean lasting;
    private int error;

    /** @param folder only what is written below it counts */
    public FaultyDisk(Path folder) throws Exception {
        this.folder = folder.toRealPath();
        DriverManager.getConnection("jdbc:sqlite::memory:").close();
        var table = new ImportTable("libsqlitejdbc");
        write = original("pwrite64", ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.ADDRESS,
                ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG);
        sync = original("fsync", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
        truncate = original("ftruncate64", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG);
        errno = original("__errno_location", ValueLayout.ADDRESS);
        if (!Stream.of("pwrite64", "fsync", "ftruncate64").allMatch(table::has)
                || Stream.of("pwrite", "fdatasync", "ftruncate").anyMatch(table::has)) {
            throw new IllegalStateException("This build of SQLite writes by other calls: teach them to this class");
        }
        for (var each : List.of(table, new ImportTable("libnio.so"))) {
            each.replace("pwrite64", stub("write", write));
            each.replace("fsync", stub("sync", sync));
            each.replace("ftruncate64", stub("truncate", truncate));
        }
    }

    /**
     * From now on the n-th call fails, 1 being the next.
     *
     * @param forGood whether all that follow fail as well, until {@link #mend}
     */
    public synchronized void fail(int n, int cause, boolean forGood) {
        countdown = n;
        error = cause;
        lasting = forGood;
        calls.clear();
    }

    /** Nothing fails any more; says what was called since {@link #fail}, the last one being the first that failed. */
    public synchronized List<String> mend() {
        boolean failed = countdown <= 0 && error != 0;
        countdown = 0;
        error = 0;
        return failed ? List.copyOf(calls) : List.of();
    }

    /** What a power failure would leave of a folder, in another one. */
    public synchronized void losePower(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        for (var each : durable.entrySet()) {
            if (each.getKey().startsWith(from.toRealPath()) && Files.exists(each.getKey())
                    && !each.getKey().toString().endsWith("-shm")) {
                Files.write(to.resolve(each.getKey().getFileName()), each.getValue());
            }
        }
    }

    /** What {@code kill -9} leaves, in another folder: all that was written, synced or not. */
    public synchronized void kill(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (var files = Files.list(from)) {
            for (Path each : files.filter(file -> !file.toString().endsWith("-shm")).toList()) {
                Path copy = to.toRealPath().resolve(each.getFileName());
                Files.copy(each, copy);
                durable.put(copy, durable.getOrDefault(each.toRealPath(), new byte[0]).clone());
                dirty.put(copy, (BitSet) dirty.getOrDefault(each.toRealPath(), new BitSet()).clone());
            }
        }
    }

    private synchronized long write(int file, MemorySegment bytes, long count, long at) throws Throwable {
        Path path = path(file);
        boolean refused = refuses("write", path);
        // A full disk takes what it still has room for.
        long taken = refused ? count / 2 : count;
        long written = taken == 0 ? 0 : (long) write.invokeExact(file, bytes, taken, at);
        if (written > 0) {
            dirty.computeIfAbsent(path, _ -> new BitSet()).set((int) (at / PAGE),
                    (int) ((at + written + PAGE - 1) / PAGE));
        }
        return refused ? failure() : written;
    }

    private synchronized int sync(int file) throws Throwable {
        Path path = path(file);
        BitSet pages = dirty.getOrDefault(path, new BitSet());
        dirty.remove(path);
        if (refuses("sync", path)) {
            // The pages count as clean from now on, and no later sync writes them.
            return (int) failure();
        }
        int result = (int) sync.invokeExact(file);
        if (Files.isDirectory(path)) {
            return result;
        }
        byte[] now = Files.readAllBytes(path);
        byte[] kept = Arrays.copyOf(durable.getOrDefault(path, new byte[0]), now.length);
        pages.stream().filter(page -> page * PAGE < now.length).forEach(page -> System.arraycopy(now, page * PAGE, kept,
                page * PAGE, Math.min(PAGE, now.length - page * PAGE)));
        durable.put(path, kept);
        return result;
    }

    private synchronized int truncate(int file, long length) throws Throwable {
        Path path = path(file);
        if (refuses("truncate", path)) {
            return (int) failure();
        }
        durable.computeIfPresent(path, (_, bytes) -> Arrays.copyOf(bytes, (int) Math.min(length, bytes.length)));
        return (int) truncate.invokeExact(file, length);
    }

    private boolean refuses(String call, Path path) {
        if (error == 0 || !path.startsWith(folder)) {
            return false;
        }
        if (countdown > 0) {
            calls.add(call + " " + path.getFileName());
        }
        countdown--;
        return countdown == 0 || countdown < 0 && lasting;
    }

    private long failure() throws Throwable {
        ((MemorySegment) errno.invokeExact()).reinterpret(Integer.BYTES).set(ValueLayout.JAVA_INT, 0, error);
        return -1;
    }

    private static Path path(int file) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/" + file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MethodHandle original(String name, ValueLayout result, ValueLayout... arguments) {
        return LINKER.downcallHandle(LINKER.defaultLookup().find(name).orElseThrow(),
                FunctionDescriptor.of(result, arguments));
    }

    /** For the rest of the process: the library may not be left with an address of nothing. */
    private MemorySegment stub(String method, MethodHandle original) throws ReflectiveOperationException {
        MethodType type = original.type();
        var ours = MethodHandles.lookup().bind(this, method, type);
        var layouts = type.parameterList().stream().map(each -> each == int.class ? ValueLayout.JAVA_INT
                : each == long.class ? ValueLayout.JAVA_LONG : ValueLayout.ADDRESS).toArray(ValueLayout[]::new);
        return LINKER.upcallStub(ours, FunctionDescriptor.of(type.returnType() == int.class ? ValueLayout.JAVA_INT
                : ValueLayout.JAVA_LONG, layouts), Arena.global());
    }
}
