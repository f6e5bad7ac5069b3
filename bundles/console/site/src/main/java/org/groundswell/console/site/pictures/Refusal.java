package org.groundswell.console.site.pictures;

/** Why a file does not become a picture of the site. */
public enum Refusal {
    /** It is neither a JPEG nor a PNG, whatever its name says. */
    KIND,
    /** It has too many pixels. */
    PIXELS,
    /** It cannot be read to its end, or has colours that screens do not have. */
    BROKEN,
    /** It took too long, or too much memory. */
    SLOW,
    /** It is of a kind that browsers show and nobody here decodes. */
    NEWER
}
