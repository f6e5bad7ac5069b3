package org.groundswell.console.frame;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** The body of a form that has begun and does not go on until the test says so. */
final class SlowBody extends ServletInputStream {
    private final byte[] begun;
    private final CountDownLatch reading;
    private final CountDownLatch end;
    private int at;

    /** @param reading counted down when somebody waits for what comes next */
    SlowBody(String begun, CountDownLatch reading, CountDownLatch end) {
        this.begun = begun.getBytes(StandardCharsets.US_ASCII);
        this.reading = reading;
        this.end = end;
    }

    @Override
    public int read() throws IOException {
        if (at < begun.length) {
            return begun[at++];
        }
        reading.countDown();
        try {
            end.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        return -1;
    }

    @Override
    public boolean isFinished() {
        return false;
    }

    @Override
    public boolean isReady() {
        return at < begun.length;
    }

    @Override
    public void setReadListener(ReadListener listener) {
        throw new UnsupportedOperationException();
    }
}
