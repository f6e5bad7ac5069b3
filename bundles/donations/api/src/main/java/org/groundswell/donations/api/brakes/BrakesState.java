package org.groundswell.donations.api.brakes;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which brakes are on. Immutable.
 *
 * @param version    grows with each change
 * @param paused     whether no new gift is begun; what was begun goes on
 * @param why        what donors are told then, by language tag; may be empty
 * @param gatewaysOff names of gateways with which no new payment is opened
 * @param banner     a word on every page of the site, by language tag; empty where there is none
 */
public record BrakesState(long version, boolean paused, Map<String, String> why, Set<String> gatewaysOff,
        Map<String, String> banner) {
    /** The most characters of a text. */
    public static final int LONGEST_TEXT = 300;
    /** No brake is on, and none ever was. */
    public static final BrakesState NONE = new BrakesState(0, false, Map.of(), Set.of(), Map.of());

    /** @throws IllegalArgumentException if a text is longer than {@link #LONGEST_TEXT} */
    public BrakesState {
        why = Map.copyOf(why);
        gatewaysOff = Set.copyOf(gatewaysOff);
        banner = Map.copyOf(banner);
        for (Map<String, String> texts : List.of(why, banner)) {
            texts.values().stream().filter(each -> each.length() > LONGEST_TEXT).findFirst().ifPresent(each -> {
                throw new IllegalArgumentException("expected at most " + LONGEST_TEXT + " characters, found "
                        + each.length());
            });
        }
    }

    /** No new gift is begun. */
    public BrakesState paused(Map<String, String> words) {
        return new BrakesState(version + 1, true, words, gatewaysOff, banner);
    }

    /** Gifts are taken again. */
    public BrakesState resumed() {
        return new BrakesState(version + 1, false, Map.of(), gatewaysOff, banner);
    }

    /** No new payment is opened with this gateway. */
    public BrakesState withoutGateway(String name) {
        var off = new HashSet<>(gatewaysOff);
        off.add(name);
        return new BrakesState(version + 1, paused, why, off, banner);
    }

    /** This gateway is offered again. */
    public BrakesState withGateway(String name) {
        var off = new HashSet<>(gatewaysOff);
        off.remove(name);
        return new BrakesState(version + 1, paused, why, off, banner);
    }

    /** With a word on every page, or none where no language has any. */
    public BrakesState withBanner(Map<String, String> words) {
        var said = new HashMap<>(words);
        said.values().removeIf(String::isBlank);
        return new BrakesState(version + 1, paused, why, gatewaysOff, said);
    }
}
