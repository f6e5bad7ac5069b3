package org.groundswell.donations.postgres.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Who servers of the tests run as: nobody of them runs as root, so root runs them as somebody else. */
final class ServerUser {

    private ServerUser() {
    }

    /** The command, as that user. */
    static List<String> command(String... command) {
        var whole = new ArrayList<String>();
        if (isRoot()) {
            whole.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"));
        }
        whole.addAll(List.of(command));
        return whole;
    }

    /** Gives that user the folder with what is in it. */
    static void own(Path folder) throws IOException, InterruptedException {
        if (isRoot()) {
            run(folder, List.of("chown", "-R", "postgres:", folder.toString()));
        }
    }

    /** Returns when it has ended well. */
    static void run(Path folder, List<String> command) throws IOException, InterruptedException {
        Process started = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
        String said = new String(started.getInputStream().readAllBytes());
        if (started.waitFor() != 0) {
            throw new AssertionError(String.join(" ", command) + ": " + said);
        }
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }
}
