package org.groundswell.shared.services;

/**
 * A pattern of paths, as Jakarta Servlet 6 defines it in section 12.2: one path, all paths below one, all with an
 * ending, or whatever nobody else answers.
 */
public record ServletPattern(String text) {
    private static final String BELOW = "/*";

    /** Takes the paths that are left over; it owns none of them. */
    public boolean isCatchAll() {
        return text.equals("/") || text.equals(BELOW);
    }

    /** Whether there is a path that both want. What takes what is left over wants all, but does not own it. */
    public boolean takesFrom(ServletPattern owner) {
        if (text.equals(owner.text)) {
            return true;
        }
        if (owner.isCatchAll()) {
            return false;
        }
        return isCatchAll() || overlaps(owner) || owner.overlaps(this);
    }

    /** The owner's pattern is no wider than this one. */
    private boolean overlaps(ServletPattern owner) {
        if (isBelow()) {
            return owner.isPath() && owner.text.equals(base()) || owner.base().startsWith(base() + "/");
        }
        return isEnding() && owner.isPath() && owner.text.endsWith(text.substring(1));
    }

    private boolean isBelow() {
        return text.endsWith(BELOW);
    }

    private boolean isEnding() {
        return text.startsWith("*.");
    }

    private boolean isPath() {
        return !isBelow() && !isEnding();
    }

    private String base() {
        return isBelow() ? text.substring(0, text.length() - BELOW.length()) : text;
    }
}
