package org.groundswell.console.people;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.groundswell.console.api.Role;

/**
 * What a script shows instead of a password, as the file has it. Immutable.
 *
 * @param id         by which it is listed and noted; says nothing of its secret
 * @param person     whose it is
 * @param generation of that person: another one ends it
 * @param name       what it is for, in the person's words
 * @param hash       of its secret
 * @param roles      what it may do: no more than its person
 * @param used       when it was used last, to the hour; null where never
 */
record Token(String id, String person, long generation, String name, String hash, Set<Role> roles, Instant made,
        Instant ends, Instant used) {
    static final int LONGEST_NAME = 60;

    Token {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(hash, "hash");
        Objects.requireNonNull(ends, "ends");
        roles = Set.copyOf(roles);
    }

    Token usedAt(Instant at) {
        return new Token(id, person, generation, name, hash, roles, made, ends, at);
    }

    /** In the order in which they are explained. */
    List<String> roleIds() {
        return new TreeSet<>(roles).stream().map(Role::id).toList();
    }
}
