package org.groundswell.kernel.handover;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Sends open descriptors from one process to another (SCM_RIGHTS, see unix(7) and cmsg(3)), which Java has no way for.
 * The numbers and layouts are those of Linux on machines of 64 bits.
 */
final class NativeSockets {
    private static final int AF_UNIX = 1;
    private static final int SOCK_STREAM_CLOEXEC = 1 | 0x80000;
    private static final int SOL_SOCKET = 1;
    private static final int SCM_RIGHTS = 1;
    private static final int CLOEXEC_OF_RECEIVED = 0x40000000;
    private static final int SO_RCVTIMEO = 20;
    /** The one who sends may still be busy with its own predecessor. */
    private static final long LONGEST_SECONDS = 60;
    private static final int MOST = 8;
    private static final int PATH_BYTES = 108;
    private static final int CONTROL_HEAD = 16;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

    private final Linker linker = Linker.nativeLinker();
    private final MethodHandle socket = function("socket", INT, INT, INT, INT);
    private final MethodHandle bind = function("bind", INT, INT, ValueLayout.ADDRESS, INT);
    private final MethodHandle listen = function("listen", INT, INT, INT);
    private final MethodHandle setsockopt = function("setsockopt", INT, INT, INT, INT, ValueLayout.ADDRESS, INT);
    private final MethodHandle accept = function("accept", INT, INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS);
    private final MethodHandle connect = function("connect", INT, INT, ValueLayout.ADDRESS, INT);
    private final MethodHandle sendmsg = function("sendmsg", LONG, INT, ValueLayout.ADDRESS, INT);
    private final MethodHandle recvmsg = function("recvmsg", LONG, INT, ValueLayout.ADDRESS, INT);
    private final MethodHandle dup3 = function("dup3", INT, INT, INT, INT);
    private final MethodHandle close = function("close", INT, INT);

    static boolean areThere() {
        return System.getProperty("os.name").equals("Linux")
                && Linker.nativeLinker().defaultLookup().find("sendmsg").isPresent();
    }

    /** A socket that others can send to, with this name; it is the caller's to {@link #close}. */
    int listen(Path name) throws IOException {
        Files.deleteIfExists(name);
        int number = call(socket, AF_UNIX, SOCK_STREAM_CLOEXEC, 0);
        try (Arena arena = Arena.ofConfined()) {
            call(bind, number, address(arena, name), PATH_BYTES + 2);
            MemorySegment time = arena.allocate(16, 8);
            time.set(LONG, 0, LONGEST_SECONDS);
            call(setsockopt, number, SOL_SOCKET, SO_RCVTIMEO, time, 16);
            call(listen, number, 1);
            return number;
        } catch (IOException e) {
            close(number);
            throw e;
        }
    }

    /** What the first one who comes sends; the numbers are this process's. */
    int[] receive(int listening) throws IOException {
        int connection = call(accept, listening, MemorySegment.NULL, MemorySegment.NULL);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment control = arena.allocate(CONTROL_HEAD + 4L * MOST, 8);
            call(recvmsg, connection, message(arena, control), CLOEXEC_OF_RECEIVED);
            long length = control.get(LONG, 0);
            if (length < CONTROL_HEAD || control.get(INT, 8) != SOL_SOCKET || control.get(INT, 12) != SCM_RIGHTS) {
                throw new IOException("no descriptors came");
            }
            int[] numbers = new int[(int) (length - CONTROL_HEAD) / 4];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = control.get(INT, CONTROL_HEAD + 4L * i);
            }
            return numbers;
        } finally {
            close(connection);
        }
    }

    /** Whoever listens there has these descriptors, too, after that. */
    void send(Path name, int... numbers) throws IOException {
        int connection = call(socket, AF_UNIX, SOCK_STREAM_CLOEXEC, 0);
        try (Arena arena = Arena.ofConfined()) {
            call(connect, connection, address(arena, name), PATH_BYTES + 2);
            MemorySegment control = arena.allocate(CONTROL_HEAD + (4L * numbers.length + 7) / 8 * 8, 8);
            control.set(LONG, 0, CONTROL_HEAD + 4L * numbers.length);
            control.set(INT, 8, SOL_SOCKET);
            control.set(INT, 12, SCM_RIGHTS);
            for (int i = 0; i < numbers.length; i++) {
                control.set(INT, CONTROL_HEAD + 4L * i, numbers[i]);
            }
            call(sendmsg, connection, message(arena, control), 0);
        } finally {
            close(connection);
        }
    }

    /** The second number is what the first one is from now on; what it was before is closed. */
    void put(int number, int over) throws IOException {
        call(dup3, number, over, 0x80000);
    }

    void close(int number) throws IOException {
        call(close, number);
    }

    private static MemorySegment address(Arena arena, Path name) throws IOException {
        byte[] path = name.toString().getBytes(StandardCharsets.UTF_8);
        if (path.length >= PATH_BYTES) {
            throw new IOException(name + " is too long a name for a socket");
        }
        MemorySegment address = arena.allocate(PATH_BYTES + 2L, 8);
        address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_UNIX);
        MemorySegment.copy(path, 0, address, ValueLayout.JAVA_BYTE, 2, path.length);
        return address;
    }

    /** A message of one byte, because one without any carries no descriptors. */
    private static MemorySegment message(Arena arena, MemorySegment control) {
        MemorySegment part = arena.allocate(16, 8);
        part.set(ValueLayout.ADDRESS, 0, arena.allocate(1));
        part.set(LONG, 8, 1);
        MemorySegment message = arena.allocate(56, 8);
        message.set(ValueLayout.ADDRESS, 16, part);
        message.set(LONG, 24, 1);
        message.set(ValueLayout.ADDRESS, 32, control);
        message.set(LONG, 40, control.byteSize());
        return message;
    }

    /** What the linker may do is what {@code bin/groundswell} allows it. */
    @SuppressWarnings("restricted")
    private MethodHandle function(String name, MemoryLayout result, MemoryLayout... arguments) {
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(result, arguments));
    }

    private static int call(MethodHandle function, Object... arguments) throws IOException {
        Number result;
        try {
            result = (Number) function.invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw new IOException("the machine could not be asked: " + e, e);
        }
        if (result.longValue() < 0) {
            throw new IOException("the machine refused to hand a socket on");
        }
        return result.intValue();
    }
}
