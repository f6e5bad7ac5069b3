package org.groundswell.kernel.handover;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * The kernel's word for who may write below {@code data}: a lock of the operating system, which ends with its process
 * however that ends. Nobody else in this process may open the file: closing it would end the lock. One thread at a time.
 */
final class WriterLock implements AutoCloseable {
    private static final long POLL_NANOS = 2_000_000;

    private final FileChannel file;
    private FileLock lock;

    WriterLock(Path path) throws IOException {
        file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /** @return false where another process has it all this time */
    boolean take(Duration longest) throws IOException {
        long end = System.nanoTime() + longest.toNanos();
        while (lock == null) {
            lock = file.tryLock();
            if (lock == null) {
                if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
                    return false;
                }
                LockSupport.parkNanos(POLL_NANOS);
            }
        }
        return true;
    }

    void give() throws IOException {
        if (lock != null) {
            lock.release();
            lock = null;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
