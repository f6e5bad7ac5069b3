package org.groundswell.itests;

import java.io.IOException;

/** One browser for many cases of one person, each with a tab of its own: starting it takes longer than most of them. */
final class SharedBrowser implements AutoCloseable {
    private final boolean scripts;
    private final String language;
    private Browser browser;

    SharedBrowser(boolean scripts, String language) {
        this.scripts = scripts;
        this.language = language;
    }

    /** As if it had just been started. */
    Browser fresh() throws IOException {
        if (browser == null) {
            browser = new Browser(scripts, language);
        } else {
            browser.forgetAll();
        }
        return browser;
    }

    @Override
    public void close() {
        if (browser != null) {
            browser.close();
        }
    }
}
