package org.groundswell.console.modules;

import java.util.Locale;

/**
 * A bundle of the node.
 *
 * @param name    its symbolic name
 * @param title   what it calls itself
 * @param kind    whether it does something, or others use its classes only
 */
record Module(String name, String title, String version, Kind kind, State state) {
    private static final String OURS = "org.groundswell.";

    /** What a bundle is for. */
    enum Kind {
        /** It has components of its own. */
        MODULE,
        /** Interfaces and classes for others. */
        LIBRARY
    }

    /** How it is with a bundle. */
    enum State {
        RUNS, ON_TRIAL, SET_ASIDE, STOPPED
    }

    /** The name without what all of the node's own have in common. */
    static String shortName(String name) {
        return name.startsWith(OURS) ? name.substring(OURS.length()) : name;
    }

    /** Whether these very pages are made of it: while it is exchanged they are away for a moment. */
    static boolean isConsole(String name) {
        return name.startsWith(OURS + "console.");
    }

    /** Whether it carries connections or calls, so that its exchange is a restart for whoever is connected. */
    static boolean carriesCalls(String name) {
        return name.startsWith(OURS + "kernel.") || name.startsWith(OURS + "edge.")
                || name.toLowerCase(Locale.ROOT).startsWith("org.apache.felix.");
    }
}
