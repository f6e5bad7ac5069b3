package org.groundswell.kernel.health;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What is free on the file system of a folder.
 *
 * @param bytes what the node's user may still write
 * @param files how many files (inodes) may still be made; {@link #UNKNOWN} where the file system has no such limit or
 *              the system is not Linux with 64 bits
 */
record FreeSpace(long bytes, long files) {
    static final long UNKNOWN = -1;
    /** Of the structure that statvfs(3) fills. */
    private static final long ALL_FILES = 40;
    private static final long AVAILABLE_FILES = 56;
    private static final long LONGER_THAN_THE_STRUCTURE = 512;

    static FreeSpace of(Path folder) throws IOException {
        return new FreeSpace(Files.getFileStore(folder).getUsableSpace(), files(folder));
    }

    /** Java knows the bytes only. */
    @SuppressWarnings("restricted")
    private static long files(Path folder) throws IOException {
        if (!System.getProperty("os.name").equals("Linux") || ValueLayout.ADDRESS.byteSize() != Long.BYTES) {
            return UNKNOWN;
        }
        Linker linker = Linker.nativeLinker();
        try (Arena arena = Arena.ofConfined()) {
            var statvfs = linker.downcallHandle(linker.defaultLookup().find("statvfs").orElseThrow(),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS));
            MemorySegment figures = arena.allocate(LONGER_THAN_THE_STRUCTURE, Long.BYTES);
            int result = (int) statvfs.invokeExact(arena.allocateFrom(folder.toString()), figures);
            if (result != 0) {
                throw new IOException("The file system of " + folder + " does not say what is free");
            }
            var number = ValueLayout.JAVA_LONG.withOrder(ByteOrder.nativeOrder());
            return figures.get(number, ALL_FILES) == 0 ? UNKNOWN : figures.get(number, AVAILABLE_FILES);
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IOException("The file system of " + folder + " cannot be asked", e);
        }
    }
}
