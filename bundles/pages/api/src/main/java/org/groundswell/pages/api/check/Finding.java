package org.groundswell.pages.api.check;

/**
 * Something in a site folder that a person should mend. Immutable.
 *
 * @param severity   whether it may be published
 * @param file       relative to the site folder, with slashes
 * @param line       counted from 1, or 0 where no line is to blame
 * @param message    what is wrong
 * @param suggestion what to do, or "" where the message says it
 */
public record Finding(Severity severity, String file, int line, String message, String suggestion) {

    /** How much it matters. */
    public enum Severity {
        /** Visitors or donors meet something broken. */
        ERROR,
        /** It can be shown, and is better mended. */
        WARNING
    }

    /** An error. */
    public static Finding error(String file, int line, String message, String suggestion) {
        return new Finding(Severity.ERROR, file, line, message, suggestion);
    }

    /** A warning. */
    public static Finding warning(String file, int line, String message, String suggestion) {
        return new Finding(Severity.WARNING, file, line, message, suggestion);
    }

    /** {@code file:line: severity: message; suggestion}, as editors and builds read it. */
    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + ": " + (severity == Severity.ERROR ? "error" : "warning") + ": "
                + message + (suggestion.isEmpty() ? "" : "; " + suggestion);
    }
}
