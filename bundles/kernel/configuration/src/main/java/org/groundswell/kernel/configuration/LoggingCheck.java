package org.groundswell.kernel.configuration;

import java.io.IOException;

/** Says what is wrong with a file for Logback: a start asks it, when the node has no log yet to say so itself. */
public final class LoggingCheck {

    private LoggingCheck() {
    }

    /** Reads the file from the standard input and writes a line for each mistake; none where it is good. Logback is on the class path. */
    public static void main(String[] arguments) throws IOException {
        LoggingRules.problems(System.in.readAllBytes(), LoggingCheck::isThere).forEach(System.out::println);
    }

    private static boolean isThere(String name) {
        try {
            Class.forName(name, false, LoggingCheck.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        } catch (LinkageError e) {
            // What it needs is in other jars, which a node has.
            return true;
        }
    }
}
