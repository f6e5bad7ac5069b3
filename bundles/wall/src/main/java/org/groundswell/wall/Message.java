package org.groundswell.wall;

import java.util.UUID;

/**
 * What a donor wrote, as everybody may see it. Never for a log.
 *
 * @param campaign what was given to, by id
 * @param name     "" for a donor who is not named
 */
record Message(UUID donation, String campaign, String name, String text) {
}
