package org.groundswell.shared.files;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/** The end of a file. A stream, not a channel: an interrupted thread would close a channel for everybody. */
record AppendedStream(FileOutputStream stream) implements LineFile.Out {

    static AppendedStream to(Path file) throws IOException {
        return new AppendedStream(new FileOutputStream(file.toFile(), true));
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        stream.write(bytes);
    }

    @Override
    public void sync() throws IOException {
        stream.getFD().sync();
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
