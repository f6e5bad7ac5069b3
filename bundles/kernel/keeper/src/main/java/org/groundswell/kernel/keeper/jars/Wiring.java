package org.groundswell.kernel.keeper.jars;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.felix.utils.resource.ResourceBuilder;
import org.groundswell.kernel.api.keeper.Keeper;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.resource.Capability;
import org.osgi.resource.Namespace;
import org.osgi.resource.Requirement;
import org.osgi.resource.Resource;

/** What a swap would touch and need, computed before anything is touched. */
public final class Wiring {
    private final BundleContext context;

    public Wiring(BundleContext context) {
        this.context = context;
    }

    /** Symbolic names of the other bundles that are wired to this one, directly or not. */
    public List<String> affected(Bundle bundle) {
        return framework().getDependencyClosure(Set.of(bundle)).stream().filter(each -> !each.equals(bundle))
                .map(Bundle::getSymbolicName).sorted().toList();
    }

    /** @throws RefusedException if the swap would restart bundles that the jar does not name */
    public void checkAffected(List<String> affected, BundleFile jar) throws RefusedException {
        Set<String> allowed = Arrays.stream(jar.headers().getOrDefault(Keeper.AFFECTS, "").split(","))
                .map(String::strip).collect(Collectors.toSet());
        if (!allowed.contains("*") && !allowed.containsAll(affected)) {
            throw new RefusedException("it would restart " + String.join(", ", affected)
                    + "; if that is meant, say so in its manifest: " + Keeper.AFFECTS);
        }
    }

    /**
     * @param going what the jar is exchanged for, or null
     * @throws RefusedException if the node lacks what the jar needs, or has no packages for it that fit together
     */
    public void checkNeeds(BundleFile jar, Bundle going) throws RefusedException {
        String host = jar.headers().get(Constants.FRAGMENT_HOST);
        if (host != null) {
            throw new RefusedException("it is a fragment of " + host + ", and fragments are not taken while a node runs:"
                    + " put its content into a bundle of its own, or name it in a feature of features/ and start the"
                    + " node anew");
        }
        Resource resource;
        try {
            resource = ResourceBuilder.build(jar.path().toUri().toString(), new HashMap<>(jar.headers()));
        } catch (BundleException e) {
            throw new RefusedException("its manifest is wrong: " + e.getMessage());
        }
        var space = new PackageSpace(framework(), going);
        String missing = resource.getRequirements(null).stream().filter(Wiring::isNeeded)
                .filter(need -> !bringsItself(resource, need) && !space.isThere(need))
                .map(need -> need.getNamespace() + " " + need.getDirectives().get(Namespace.REQUIREMENT_FILTER_DIRECTIVE))
                .collect(Collectors.joining("; "));
        if (!missing.isEmpty()) {
            throw new RefusedException("this node has no " + missing
                    + ": add the bundle that brings it first, or build against what the node has");
        }
        Optional<String> conflict = space.conflict(resource);
        if (conflict.isPresent()) {
            throw new RefusedException("its packages do not fit together: " + conflict.get()
                    + ": import the version that the others have");
        }
    }

    /** Packages, bundles, the extender and the like; services may come later. */
    private static boolean isNeeded(Requirement need) {
        String resolution = need.getDirectives().get(Namespace.REQUIREMENT_RESOLUTION_DIRECTIVE);
        String effective = need.getDirectives().get(Namespace.REQUIREMENT_EFFECTIVE_DIRECTIVE);
        return !Namespace.RESOLUTION_OPTIONAL.equals(resolution)
                && (effective == null || effective.equals(Namespace.EFFECTIVE_RESOLVE));
    }

    private static boolean bringsItself(Resource resource, Requirement need) {
        String filter = need.getDirectives().get(Namespace.REQUIREMENT_FILTER_DIRECTIVE);
        for (Capability capability : resource.getCapabilities(need.getNamespace())) {
            try {
                if (filter == null || FrameworkUtil.createFilter(filter)
                        .matches(capability.getAttributes())) {
                    return true;
                }
            } catch (InvalidSyntaxException e) {
                return false;
            }
        }
        return false;
    }

    private FrameworkWiring framework() {
        return context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
    }
}
