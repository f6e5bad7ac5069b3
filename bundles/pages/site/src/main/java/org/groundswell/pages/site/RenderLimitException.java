package org.groundswell.pages.site;

/** A page takes more time, depth or memory than a page may; says which, and where in the templates it was. */
final class RenderLimitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String template;
    private final int line;

    /**
     * @param template the template's name, "" where it is not known
     * @param line     counted from 1, 0 where it is not known
     */
    RenderLimitException(String message, String template, int line) {
        super(message);
        this.template = template;
        this.line = line;
    }

    String template() {
        return template;
    }

    int line() {
        return line;
    }
}
