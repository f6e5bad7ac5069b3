package org.groundswell.kernel.doctor;

/**
 * What an examination has found.
 *
 * @param subject what was looked at, in a word or two
 * @param said    how it is
 * @param todo    what to do about it; empty where it is well
 */
record Finding(Grade grade, String subject, String said, String todo) {

    /** How much it matters. */
    enum Grade { WELL, NOTED, ILL }

    static Finding well(String subject, String said) {
        return new Finding(Grade.WELL, subject, said, "");
    }

    /** The evening may go well with it, or may not. */
    static Finding noted(String subject, String said, String todo) {
        return new Finding(Grade.NOTED, subject, said, todo);
    }

    /** The evening does not go well with it. */
    static Finding ill(String subject, String said, String todo) {
        return new Finding(Grade.ILL, subject, said, todo);
    }

    /** As a line for people. */
    String line() {
        String mark = switch (grade) {
            case WELL -> "  well  ";
            case NOTED -> "  note  ";
            case ILL -> "  ILL   ";
        };
        return mark + subject + ": " + said + (todo.isEmpty() ? "" : ".\n          " + todo);
    }
}
