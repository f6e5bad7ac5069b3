package org.groundswell.console.people;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.groundswell.console.api.Role;

/** Roles as settings name them. */
final class RoleNames {

    private RoleNames() {
    }

    /**
     * The roles of these names.
     *
     * @param key of the setting, for messages
     * @throws IllegalArgumentException where one is none
     */
    static Set<Role> read(String key, String... names) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String each : names) {
            String name = each.strip().toLowerCase(Locale.ROOT);
            if (!name.isEmpty()) {
                roles.add(Arrays.stream(Role.values()).filter(role -> role.id().equals(name)).findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(key + ": expected some of "
                                + Stream.of(Role.values()).map(Role::id).toList() + ", found '" + each.strip() + "'")));
            }
        }
        return roles;
    }
}
