package org.groundswell.shared.forms;

/** What East Asian keyboards write as wide as their own letters (Unicode's full-width forms). */
public final class WideLetters {
    private static final String WIDE_SIGNS = "\u3000\uffe0\uffe1\uffe5\uffe6";
    private static final String SIGNS = " \u00a2\u00a3\u00a5\u20a9";

    private WideLetters() {
    }

    /** The text with Latin letters, digits and signs of money in their usual width; nothing else is changed. */
    public static String narrowed(String text) {
        var narrow = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each >= '\uff01' && each <= '\uff5e') {
                narrow.append((char) (each - '\uff01' + '!'));
            } else {
                int sign = WIDE_SIGNS.indexOf(each);
                narrow.append(sign < 0 ? each : SIGNS.charAt(sign));
            }
        }
        return narrow.toString();
    }
}
