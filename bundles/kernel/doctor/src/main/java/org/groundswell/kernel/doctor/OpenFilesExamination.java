package org.groundswell.kernel.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether the system allows as many connections as the settings promise: the hard limit, up to which a node helps itself. */
final class OpenFilesExamination implements Examination {
    private static final String SUBJECT = "open files";
    private static final String LISTENER = "org.groundswell.edge.listener";
    private static final String WATCH = "org.groundswell.kernel.health.descriptors";
    private static final int CONNECTIONS = 15_000;
    private static final int BESIDE = 500;
    private static final Pattern LIMIT = Pattern.compile("^Max open files\\s+\\S+\\s+(\\d+|unlimited)",
            Pattern.MULTILINE);

    private final Path limits;

    OpenFilesExamination() {
        this(Path.of("/proc/self/limits"));
    }

    OpenFilesExamination(Path limits) {
        this.limits = limits;
    }

    @Override
    public List<Finding> examine(Patient node) {
        try {
            Matcher found = LIMIT.matcher(Files.readString(limits));
            if (!found.find()) {
                return List.of();
            }
            String allowed = found.group(1);
            int needed = node.number(LISTENER, "maxConnections", CONNECTIONS)
                    + node.number(WATCH, "besideConnections", BESIDE);
            String said = allowed + " are allowed, " + needed + " may be needed";
            return List.of(allowed.equals("unlimited") || Long.parseLong(allowed) >= needed ? Finding.well(SUBJECT, said)
                    : Finding.noted(SUBJECT, said, "Raise the limit (ulimit -Hn, LimitNOFILE in a systemd unit), or lower"
                            + " maxConnections in conf/" + LISTENER + ".cfg"));
        } catch (IOException e) {
            return List.of();
        }
    }
}
