package org.groundswell.kernel.keeper.jars;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.resource.Requirement;
import org.osgi.resource.Resource;

/**
 * The packages that a jar would see: one that {@code uses} another has to get it from where the jar gets it, or both would have
 * two classes of one name. Says only what is sure; of what is not wired yet the framework will judge.
 */
final class PackageSpace {
    private static final String NAMESPACE = PackageNamespace.PACKAGE_NAMESPACE;
    /** Then the framework may judge: hardly a package has two providers, so this is never reached. */
    private static final int MOST_STEPS = 10_000;

    private final FrameworkWiring framework;
    private final Bundle going;
    private final Map<BundleCapability, Map<String, BundleCapability>> behind = new HashMap<>();
    private String conflict = "";
    private int steps;

    /** @param going what is exchanged, or null; nothing that it brings stays */
    PackageSpace(FrameworkWiring framework, Bundle going) {
        this.framework = framework;
        this.going = going;
    }

    /** Whether it brings this, and stays. */
    boolean isThere(Requirement need) {
        return framework.findProviders(need).stream().anyMatch(this::stays);
    }

    /** Why no choice of providers fits; empty where one does. */
    Optional<String> conflict(Resource jar) {
        var wanted = new TreeMap<String, List<BundleCapability>>();
        for (Requirement need : jar.getRequirements(NAMESPACE)) {
            List<BundleCapability> found = framework.findProviders(need).stream().filter(this::stays).toList();
            if (!found.isEmpty() && found.stream().allMatch(PackageSpace::isOfHost) && !brings(jar, name(found.getFirst()))) {
                wanted.put(name(found.getFirst()), found);
            }
        }
        return fits(List.copyOf(wanted.keySet()), wanted, new HashMap<>()) ? Optional.empty() : Optional.of(conflict);
    }

    private boolean fits(List<String> names, Map<String, List<BundleCapability>> wanted, Map<String, BundleCapability> chosen) {
        if (chosen.size() == names.size() || ++steps > MOST_STEPS) {
            return true;
        }
        String next = names.get(chosen.size());
        for (BundleCapability each : wanted.get(next)) {
            chosen.put(next, each);
            if (agree(chosen) && fits(names, wanted, chosen)) {
                return true;
            }
            chosen.remove(next);
        }
        return false;
    }

    private boolean agree(Map<String, BundleCapability> chosen) {
        for (var user : chosen.entrySet()) {
            for (var used : behind.computeIfAbsent(user.getValue(), this::behind).entrySet()) {
                BundleCapability own = chosen.get(used.getKey());
                if (own != null && !own.getRevision().equals(used.getValue().getRevision())) {
                    conflict = user.getKey() + " of " + of(user.getValue()) + " uses " + used.getKey() + " of "
                            + of(used.getValue()) + ", and the jar would have that of " + of(own);
                    return false;
                }
            }
        }
        return true;
    }

    /** Whatever comes along with a package, and from where. */
    private Map<String, BundleCapability> behind(BundleCapability exported) {
        var found = new TreeMap<String, BundleCapability>();
        var open = new ArrayDeque<>(List.of(exported));
        while (!open.isEmpty()) {
            BundleCapability next = open.remove();
            for (String used : uses(next)) {
                source(next.getRevision(), used).filter(each -> found.putIfAbsent(used, each) == null).ifPresent(open::add);
            }
        }
        return found;
    }

    /** From where those who are in this bundle have a package; empty where that may change. */
    private Optional<BundleCapability> source(BundleRevision revision, String packageName) {
        BundleWiring wiring = revision.getWiring();
        if (wiring == null) {
            return Optional.empty();
        }
        var all = new ArrayList<BundleCapability>();
        wiring.getRequiredWires(NAMESPACE).stream().map(BundleWire::getCapability).forEach(all::add);
        all.addAll(wiring.getCapabilities(NAMESPACE));
        return all.stream().filter(each -> name(each).equals(packageName)).findFirst()
                .filter(each -> stays(each) && isOfHost(each));
    }

    private boolean stays(BundleCapability capability) {
        return !Objects.equals(capability.getRevision().getBundle(), going);
    }

    /** What a fragment adds has two owners, by the way in which one asks. */
    private static boolean isOfHost(BundleCapability capability) {
        return (capability.getRevision().getTypes() & BundleRevision.TYPE_FRAGMENT) == 0;
    }

    /** Then it may have its own. */
    private static boolean brings(Resource jar, String packageName) {
        return jar.getCapabilities(NAMESPACE).stream().anyMatch(each -> packageName.equals(each.getAttributes().get(NAMESPACE)));
    }

    private static Collection<String> uses(BundleCapability exported) {
        String uses = exported.getDirectives().get(PackageNamespace.CAPABILITY_USES_DIRECTIVE);
        return uses == null ? List.of() : List.of(uses.strip().split("\\s*,\\s*"));
    }

    private static String name(BundleCapability exported) {
        return (String) exported.getAttributes().get(NAMESPACE);
    }

    private static String of(BundleCapability exported) {
        Bundle bundle = exported.getRevision().getBundle();
        return bundle.getSymbolicName() + " " + bundle.getVersion();
    }
}
