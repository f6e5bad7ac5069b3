package org.groundswell.pages.api.editing;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.groundswell.shared.text.PlainText;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one file. Immutable; the bytes belong to it.
 *
 * @param file     its name below the site folder, with slashes
 * @param expected the digest of the content that the change was made from; {@link #ABSENT} where there was none
 * @param text     the whole new content, or null where the file goes away
 */
public record TextChange(String file, String expected, byte @Nullable [] text) {
    /** The digest of a file that is not there. */
    public static final String ABSENT = "";
    private static final int MOST_SHOWN = 80;

    /** @throws IllegalArgumentException if the file is neither a text nor a picture of a site */
    public TextChange {
        if (!isText(file) && !isPicture(file)) {
            throw new IllegalArgumentException("'" + PlainText.oneLine(file, MOST_SHOWN) + "': expected the name of a page's,"
                    + " a translation's or a picture's file");
        }
    }

    /**
     * Whether a file of this name is a page ({@code content/<language>/<name>.md}) with a name that an address can say, a
     * translation ({@code translations/<language>.yaml}), {@code site.yaml}, or {@code words.txt}.
     */
    public static boolean isText(String file) {
        return TextName.is(file);
    }

    /** Whether a file of this name is a picture in {@code assets/}, with a name that an address can say. */
    public static boolean isPicture(String file) {
        return TextName.isPicture(file);
    }

    /** By what a file's content is known: its SHA-256 in hexadecimal digits; {@link #ABSENT} for null. */
    public static String digest(byte @Nullable [] text) {
        if (text == null) {
            return ABSENT;
        }
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
