package org.groundswell.edge.api;

/** Who may keep a copy of a response, and for how long (RFC 9111). */
public enum Caching {
    /**
     * A page or total that may change at any time: shared caches for a second, browsers must ask again. Not
     * {@code stale-while-revalidate} (RFC 5861): browsers obey it too and would show donors a total without their gift.
     */
    REVALIDATE("public, max-age=0, s-maxage=1, stale-if-error=86400"),
    /** A file whose name changes with its content. */
    IMMUTABLE("public, max-age=31536000, immutable"),
    /** Anything that was made for one visitor. */
    NEVER("no-store");

    private final String header;

    Caching(String header) {
        this.header = header;
    }

    /** The value of the {@code Cache-Control} header. */
    public String header() {
        return header;
    }
}
