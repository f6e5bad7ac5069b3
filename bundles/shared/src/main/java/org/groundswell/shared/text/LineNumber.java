package org.groundswell.shared.text;

/** Places in a text as people look for them. */
public final class LineNumber {
    private LineNumber() {
    }

    /** The line, from 1 on, in which the character at this index stands. */
    public static int at(String text, int index) {
        return 1 + (int) text.substring(0, index).chars().filter(each -> each == '\n').count();
    }
}
