package org.groundswell.console.modules;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.groundswell.kernel.api.ports.Port;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** Who uses whom, read from the framework's registry. A port counts as its provider's, not as the switchboard's. */
final class Services {
    /** Interfaces of the platform, and what each loop of each bundle is watched by: a line for these would hide the others. */
    private static final List<String> PLATFORM = List.of("org.osgi.", "org.apache.", "jakarta.", "java.", "javax.",
            "org.groundswell.kernel.api.loops.");
    private static final String API = ".api.";

    private final BundleContext context;
    private final Predicate<String> shown;

    /** @param shown whether a bundle of this name is one of the modules */
    Services(BundleContext context, Predicate<String> shown) {
        this.context = context;
        this.shown = shown;
    }

    private static final class Parties {
        private boolean isPort;
        private final Set<String> providers = new HashSet<>();
        private final Set<String> users = new HashSet<>();
    }

    /** In alphabetical order. */
    List<Service> all() {
        var parties = new TreeMap<String, Parties>();
        references().forEach(each -> add(each, parties));
        return parties.entrySet().stream().map(each -> service(each.getKey(), each.getValue())).toList();
    }

    private static Service service(String name, Parties parties) {
        parties.users.removeAll(parties.providers);
        return new Service(name, parties.isPort, parties.providers, parties.users);
    }

    private void add(ServiceReference<?> reference, Map<String, Parties> parties) {
        Object port = reference.getProperty(Port.SWITCHED);
        String name = port instanceof String text ? text : name(reference);
        Bundle provider = reference.getProperty(Port.PROVIDER) instanceof Long id ? context.getBundle(id)
                : reference.getBundle();
        if (name.isEmpty() || provider == null || !shown.test(provider.getSymbolicName())) {
            return;
        }
        Parties found = parties.computeIfAbsent(name, _ -> new Parties());
        found.isPort |= port != null;
        found.providers.add(provider.getSymbolicName());
        Bundle[] users = reference.getUsingBundles();
        Stream.of(users == null ? new Bundle[0] : users).map(Bundle::getSymbolicName).filter(shown)
                .forEach(found.users::add);
    }

    /** The simple name of its first interface that is meant for others; "" where it has none. */
    private static String name(ServiceReference<?> reference) {
        List<String> own = Arrays.stream((String[]) reference.getProperty(Constants.OBJECTCLASS))
                .filter(each -> PLATFORM.stream().noneMatch(each::startsWith)).toList();
        return own.stream().filter(each -> each.contains(API)).findFirst().or(() -> own.stream().findFirst())
                .map(each -> each.substring(each.lastIndexOf('.') + 1)).orElse("");
    }

    private Collection<ServiceReference<?>> references() {
        try {
            ServiceReference<?>[] all = context.getAllServiceReferences(null, null);
            return all == null ? List.of() : List.of(all);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("no filter", e);
        }
    }
}
