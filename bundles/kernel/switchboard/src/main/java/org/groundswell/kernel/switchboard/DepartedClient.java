package org.groundswell.kernel.switchboard;

import java.io.IOException;

/** Tells what a visitor has broken, by going away or by what was sent, from what a servlet has. */
final class DepartedClient {
    private static final String CONTAINER = "org.eclipse.jetty.";
    private static final String BRIDGE = "org.apache.felix.http.";

    private DepartedClient() {
    }

    /** Whether the container says with it that the connection or the request is not what it should be. */
    static boolean caused(Throwable thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            if (each.getClass().getName().startsWith(CONTAINER + "http.")
                    || each instanceof IOException && isOfContainer(each)) {
                return true;
            }
        }
        return false;
    }

    /** A servlet that cannot read a file of its own throws the same classes, but throws them itself. */
    private static boolean isOfContainer(Throwable thrown) {
        if (isContainer(thrown.getClass().getName())) {
            return true;
        }
        for (StackTraceElement each : thrown.getStackTrace()) {
            String name = each.getClassName();
            if (!name.startsWith("java.") && !name.startsWith("jdk.") && !name.startsWith("sun.")) {
                return isContainer(name);
            }
        }
        return false;
    }

    private static boolean isContainer(String className) {
        return className.startsWith(CONTAINER) || className.startsWith(BRIDGE);
    }
}
