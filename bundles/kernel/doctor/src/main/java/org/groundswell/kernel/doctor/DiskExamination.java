package org.groundswell.kernel.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Whether {@code data/} can be written, and for how long. */
final class DiskExamination implements Examination {
    private static final String SUBJECT = "disk";
    private static final String PID = "org.groundswell.kernel.health.disk";
    private static final long MEGABYTE = 1_000_000;
    private static final int RESERVE_MEGABYTES = 100;
    private static final int WARN_MEGABYTES = 1_000;

    @Override
    public List<Finding> examine(Patient node) {
        Path data = node.folder().data();
        // Before the first start the folder is not there yet: then it is its parent's disk.
        Path folder = Files.exists(data) ? data : data.toAbsolutePath().getParent();
        try {
            if (!Files.isWritable(folder)) {
                return List.of(Finding.ill(SUBJECT, folder + " cannot be written by " + System.getProperty("user.name"),
                        "Give the folder to the node's user: chown -R, or run this as that user"));
            }
            return List.of(judged(node, folder, Files.getFileStore(folder).getUsableSpace() / MEGABYTE));
        } catch (IOException e) {
            return List.of(Finding.ill(SUBJECT, folder + " cannot be looked at: " + e, "Look at the disk"));
        }
    }

    static Finding judged(Patient node, Path folder, long free) {
        String said = free + " MB are free for " + folder;
        if (free < node.number(PID, "reserveMegabytes", RESERVE_MEGABYTES)) {
            return Finding.ill(SUBJECT, said, "Make room: what is left is kept for gifts, and nothing else is written");
        }
        return free < node.number(PID, "warnMegabytes", WARN_MEGABYTES)
                ? Finding.noted(SUBJECT, said, "Make room before the evening") : Finding.well(SUBJECT, said);
    }
}
