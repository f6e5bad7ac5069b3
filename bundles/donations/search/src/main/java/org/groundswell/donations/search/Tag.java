package org.groundswell.donations.search;

/**
 * What many gifts share, as a word of three letters, which is what the index takes for one. The letters are of those that
 * stand for nothing (Unicode, section 23.5).
 */
final class Tag {
    private static final int FIRST = 0xE000;
    private static final int LETTERS = 0xF8FF - FIRST + 1;

    private Tag() {
    }

    /** @param code of the value, from 1 on */
    static String word(long code) {
        return new String(new char[] {letter(code), letter(code / LETTERS), letter(code / LETTERS / LETTERS)});
    }

    private static char letter(long code) {
        return (char) (FIRST + code % LETTERS);
    }
}
