package org.groundswell.kernel.handover;

/**
 * Which of two processes of a node this one is. A system property, because the shutdown hook of the class path
 * ({@code OrderlyEnd}) asks, too: only who serves takes the mark away that says how the node ended.
 */
enum Role {
    WAITING, SERVING, LEFT;

    /** {@code bin/groundswell} sets it to {@code waiting} for a successor. */
    static final String PROPERTY = "groundswell.succession";

    static boolean isSuccessor() {
        return "waiting".equals(System.getProperty(PROPERTY));
    }

    void take() {
        System.setProperty(PROPERTY, name().toLowerCase(java.util.Locale.ROOT));
    }
}
