package org.groundswell.shared.servlets;

import java.util.HashMap;
import java.util.Map;

/** How many of something that takes long each person may have at the same time. Thread-safe. */
public final class Shares {
    /** RFC 6585, section 4. */
    public static final int TOO_MANY_REQUESTS = 429;

    private final int most;
    private final Map<String, Integer> taken = new HashMap<>();

    /** @param most for each person, 1 or more */
    public Shares(int most) {
        this.most = most;
    }

    /** @return whether there was one left; then it is to be given back */
    public synchronized boolean take(String person) {
        int now = taken.getOrDefault(person, 0);
        if (now >= most) {
            return false;
        }
        taken.put(person, now + 1);
        return true;
    }

    /** Once for each that was taken. */
    public synchronized void giveBack(String person) {
        taken.computeIfPresent(person, (_, now) -> now > 1 ? now - 1 : null);
    }
}
