package org.groundswell.pages.site;

import java.util.OptionalInt;

/**
 * Where a quote was opened and not closed. A parser notices only at the next quote, or at the end of the file, and
 * complains of what stands there.
 */
final class OpenedQuote {
    static final String MESSAGE = "the quote that is opened on this line is not closed";
    /** After these a value of YAML may begin at once, and after the others behind a blank. */
    private static final String BEFORE_VALUE = "[{,";
    private static final String BEFORE_BLANK = ":-?";

    private OpenedQuote() {
    }

    /** @param until the line on which the parser gave up; lines are counted from 1 */
    static OptionalInt lineOfYaml(String text, int until) {
        int number = 0;
        for (String line : text.lines().limit(until).toList()) {
            number++;
            if (isOpen(line)) {
                return OptionalInt.of(number);
            }
        }
        return OptionalInt.empty();
    }

    /** Whether a line of YAML ends within quotes that it has opened. */
    private static boolean isOpen(String line) {
        char quote = 0;
        char before = ',';
        boolean blank = true;
        for (int at = 0; at < line.length(); at++) {
            char c = line.charAt(at);
            if (quote == 0) {
                boolean begins = BEFORE_VALUE.indexOf(before) >= 0 || blank && BEFORE_BLANK.indexOf(before) >= 0;
                if (c == '#' && blank) {
                    return false;
                }
                quote = begins && (c == '"' || c == '\'') ? c : 0;
            } else if (quote == '"' && c == '\\' || c == quote && quote == '\'' && line.startsWith("'", at + 1)) {
                at++;
            } else if (c == quote) {
                quote = 0;
            }
            blank = Character.isWhitespace(c);
            before = blank ? before : c;
        }
        return quote != 0;
    }

    /** Looks only where a template may have quotes of its own: in <code>${...}</code> and in directives. */
    static OptionalInt lineOfTemplate(String text, int until) {
        int line = 1;
        char end = 0;
        char quote = 0;
        for (int at = 0; at < text.length() && line <= until; at++) {
            char c = text.charAt(at);
            if (c == '\n') {
                if (quote != 0) {
                    return OptionalInt.of(line);
                }
                line++;
            } else if (quote != 0) {
                at += c == '\\' ? 1 : 0;
                quote = c == quote ? 0 : quote;
            } else if (end != 0) {
                quote = c == '"' || c == '\'' ? c : 0;
                end = c == end ? 0 : end;
            } else if (text.startsWith("<#--", at)) {
                int close = text.indexOf("-->", at);
                int next = close < 0 ? text.length() : close;
                line += (int) text.substring(at, next).chars().filter(each -> each == '\n').count();
                at = next;
            } else if (text.startsWith("${", at)) {
                end = '}';
                at++;
            } else if (text.startsWith("<#", at) || text.startsWith("<@", at)) {
                end = '>';
            }
        }
        return quote == 0 ? OptionalInt.empty() : OptionalInt.of(line);
    }
}
