package org.groundswell.testing;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a loaded library (ELF, 64 bits) keeps the addresses of the functions that it takes from others, so that a test
 * can put its own in their place. Needs neither a compiler nor root.
 */
@SuppressWarnings("restricted")
final class ImportTable {
    private static final int SECTION_HEADERS = 0x28;
    private static final int RELOCATIONS_WITH_ADDENDS = 4;
    private static final long PAGE = 4096;
    private static final int READ_AND_WRITE = 3;

    private final ByteBuffer elf;
    private final long base;

    /** @param part what the library's file name contains */
    ImportTable(String part) throws IOException {
        // address-address permissions offset device inode path
        String[] first = Files.readAllLines(Path.of("/proc/self/maps")).stream().filter(line -> line.contains(part))
                .map(line -> line.split("\\s+", 6)).filter(each -> Long.parseLong(each[2], 16) == 0).findFirst()
                .orElseThrow(() -> new IllegalStateException("No library '" + part + "' is loaded"));
        base = Long.parseUnsignedLong(first[0].substring(0, first[0].indexOf('-')), 16);
        elf = ByteBuffer.wrap(Files.readAllBytes(Path.of(first[5]))).order(ByteOrder.LITTLE_ENDIAN);
    }

    boolean has(String function) {
        return !slots(function).isEmpty();
    }

    /** From now on the library calls {@code replacement} under this name. */
    void replace(String function, MemorySegment replacement) {
        for (long slot : slots(function)) {
            makeWritable(slot);
            MemorySegment.ofAddress(slot).reinterpret(Long.BYTES).set(ValueLayout.JAVA_LONG, 0,
                    replacement.address());
        }
    }

    private List<Long> slots(String function) {
        var slots = new ArrayList<Long>();
        int sections = Short.toUnsignedInt(elf.getShort(0x3c));
        for (int i = 0; i < sections; i++) {
            int section = section(i);
            if (elf.getInt(section + 4) == RELOCATIONS_WITH_ADDENDS) {
                int symbols = section(elf.getInt(section + 0x28));
                for (long at = word(section + 0x18), end = at + word(section + 0x20); at < end; at += 24) {
                    int symbol = (int) (word((int) at + 8) >>> 32);
                    if (function.equals(name(symbols, symbol))) {
                        slots.add(base + word((int) at));
                    }
                }
            }
        }
        return slots;
    }

    private String name(int symbols, int number) {
        int names = (int) word(section(elf.getInt(symbols + 0x28)) + 0x18);
        int start = names + elf.getInt((int) word(symbols + 0x18) + 24 * number);
        var name = new StringBuilder();
        for (int at = start; elf.get(at) != 0; at++) {
            name.append((char) elf.get(at));
        }
        return name.toString();
    }

    private int section(int number) {
        return (int) word(SECTION_HEADERS) + number * Short.toUnsignedInt(elf.getShort(0x3a));
    }

    private long word(int at) {
        return elf.getLong(at);
    }

    private static void makeWritable(long slot) {
        Linker linker = Linker.nativeLinker();
        MethodHandle protect = linker.downcallHandle(linker.defaultLookup().find("mprotect").orElseThrow(),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_INT));
        try {
            int result = (int) protect.invokeExact(slot & -PAGE, PAGE, READ_AND_WRITE);
            if (result != 0) {
                throw new IllegalStateException("The library's table cannot be written");
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
