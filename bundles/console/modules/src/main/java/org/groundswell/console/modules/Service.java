package org.groundswell.console.modules;

import java.util.Set;

/**
 * What some modules do for others. Immutable.
 *
 * @param name      the port's, or the interface's where it is no port
 * @param providers symbolic names of those who do it
 * @param users     symbolic names of those who use it
 */
record Service(String name, boolean isPort, Set<String> providers, Set<String> users) {

    Service {
        providers = Set.copyOf(providers);
        users = Set.copyOf(users);
    }

    /** Whether this module has to do with it. */
    boolean concerns(String module) {
        return providers.contains(module) || users.contains(module);
    }

    /** Whether somebody does it for somebody else: then there is a line to draw. */
    boolean isShared() {
        return !providers.isEmpty() && !users.isEmpty();
    }
}
