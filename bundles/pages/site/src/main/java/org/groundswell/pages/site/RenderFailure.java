package org.groundswell.pages.site;

/** A page cannot be rendered. Many pages may meet the same mistake: what it is and where it was met are apart. */
final class RenderFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String mistake;
    private final String page;

    /** @param mistake says which file, which line, what is wrong */
    RenderFailure(String mistake, String page, String language, Throwable cause) {
        super(mistake + " (page " + page + ", language " + language + ")", cause);
        this.mistake = mistake;
        this.page = "page " + page + ", language " + language;
    }

    String mistake() {
        return mistake;
    }

    /** Name and language of the page. */
    String page() {
        return page;
    }
}
