package org.groundswell.kernel.keeper.ending;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.groundswell.kernel.api.node.NodeFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the node says of its own end before that comes: {@code bin/groundswell} reads it there afterwards. */
final class LastWord {
    private static final Logger LOG = LoggerFactory.getLogger(LastWord.class);
    /** There while the node runs; {@code runtime/lib/supervise.sh} reads its first line. */
    private static final String MARK = "node.running";

    private final Path mark;

    LastWord(NodeFolder node) {
        this.mark = node.data().resolve(MARK);
    }

    /** @param said one line, or "" to take back what was said */
    void leave(String said) {
        byte[] line = (said.isEmpty() ? "" : said + "\n").getBytes(StandardCharsets.UTF_8);
        // The process may end at any of these steps, and does: what was said before goes last.
        try (var file = FileChannel.open(mark, StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
            file.write(ByteBuffer.wrap(line));
            file.truncate(line.length);
        } catch (IOException e) {
            LOG.error("Why the node may end is in the log only: {}", e.toString());
        }
    }
}
