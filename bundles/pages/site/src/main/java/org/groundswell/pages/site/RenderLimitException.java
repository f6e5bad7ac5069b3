package org.groundswell.pages.site;

import java.util.concurrent.Future;

/** A page takes more time, depth or memory than a page may; says which, and where in the templates it was. */
final class RenderLimitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String template;
    private final int line;
    /** Not serialized: nobody sends these. */
    private final transient Future<?> leftBehind;

    /**
     * @param template the template's name, "" where it is not known
     * @param line     counted from 1, 0 where it is not known
     */
    RenderLimitException(String message, String template, int line) {
        super(message);
        this.template = template;
        this.line = line;
        this.leftBehind = null;
    }

    /** @param leftBehind the render, which nobody waits for any more and nobody can end */
    RenderLimitException(String message, Future<?> leftBehind) {
        super(message);
        this.template = "";
        this.line = 0;
        this.leftBehind = leftBehind;
    }

    /** Whether the render goes on, and has its place and its core. */
    boolean isStillRunning() {
        return leftBehind != null && !leftBehind.isDone();
    }

    String template() {
        return template;
    }

    int line() {
        return line;
    }
}
