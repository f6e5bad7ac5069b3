package org.groundswell.kernel.api.health;

/**
 * The tags of health checks (Felix Health Checks, {@code hc.tags}) by which a node says what it is fit for. A check with
 * {@link #READY} alone warns, whatever its result.
 */
public final class HealthTags {
    /** The check is part of {@code /readyz} and {@code /readyz/give}. */
    public static final String READY = "ready";
    /** Beside {@link #READY}: if it fails, no page can be served. */
    public static final String PAGES = "pages";
    /** Beside {@link #READY}: if it fails, no gift can be taken. */
    public static final String GIFTS = "gifts";

    private HealthTags() {
    }
}
