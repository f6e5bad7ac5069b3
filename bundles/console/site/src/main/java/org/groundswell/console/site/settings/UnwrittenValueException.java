package org.groundswell.console.site.settings;

/** A value that cannot stand in the file where the form has it: whoever typed it writes another one, or edits the text. */
public final class UnwrittenValueException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String key;

    UnwrittenValueException(String key) {
        super(key + ": expected a value that leaves the file one that can be read; write another one, or edit the text");
        this.key = key;
    }

    /** Of the value in the file. */
    public String key() {
        return key;
    }
}
