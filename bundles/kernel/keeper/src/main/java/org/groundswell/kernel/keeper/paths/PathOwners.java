package org.groundswell.kernel.keeper.paths;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.groundswell.kernel.api.keeper.Keeper;
import org.groundswell.kernel.api.keeper.PublicPaths;
import org.groundswell.kernel.keeper.jars.BundleFile;
import org.groundswell.kernel.keeper.jars.RefusedException;
import org.groundswell.shared.services.ServletPattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * Which paths of the node's ports are whose: a bundle that comes takes none from others, unless its manifest says that
 * it is meant to ({@link Keeper#PATHS}). Thread-safe.
 */
public final class PathOwners {
    /** It has a stand-in for each servlet that is a port; the servlets themselves are their bundles'. */
    private static final String SWITCHBOARD = "org.groundswell.kernel.switchboard";

    private static final String CONTEXTS = "org.osgi.service.servlet.context.ServletContextHelper";
    private static final String NO_FILTER = "no filter was given";

    private final BundleContext context;

    public PathOwners(BundleContext context) {
        this.context = context;
    }

    /**
     * Before the jar is put in.
     *
     * @param before the jar that the bundle runs from; what that has, it may have; null where there is none
     * @throws RefusedException if its components would answer paths of others
     */
    public void check(BundleFile jar, BundleFile before) throws RefusedException {
        var claims = new HashSet<>(PathClaims.of(jar));
        if (before != null) {
            claims.removeAll(PathClaims.of(before));
        }
        String allowed = jar.headers().getOrDefault(Keeper.PATHS, "");
        Optional<String> objection = objection(jar.symbolicName(), allowed, claims);
        if (objection.isPresent()) {
            throw new RefusedException(objection.get());
        }
    }

    /**
     * Once it has registered its services.
     *
     * @param before what the bundle had before
     * @return what it takes from whom; "" if nothing
     */
    public String taken(Bundle bundle, Set<PathClaim> before) {
        var claims = new HashSet<>(PathClaims.of(bundle));
        claims.removeAll(before);
        String allowed = bundle.getHeaders("").get(Keeper.PATHS);
        return objection(bundle.getSymbolicName(), allowed == null ? "" : allowed, claims).orElse("");
    }

    private Optional<String> objection(String bundle, String header, Collection<PathClaim> claims) {
        Set<ServletPattern> allowed = Arrays.stream(header.split(",")).map(String::strip).map(ServletPattern::new)
                .collect(Collectors.toSet());
        for (PathClaim.Context place : contexts()) {
            Set<ServletPattern> wanted = claims.stream().flatMap(each -> each.in(place).stream())
                    .collect(Collectors.toCollection(HashSet::new));
            wanted.removeAll(allowed);
            for (ServletPattern each : wanted) {
                Optional<String> owner = owner(each, place, bundle);
                if (owner.isPresent()) {
                    return Optional.of("it would answer " + each.text() + where(place) + ", where " + owner.get()
                            + "; choose another path, or if that is meant, say so in its manifest: " + Keeper.PATHS);
                }
            }
        }
        return Optional.empty();
    }

    private static String where(PathClaim.Context place) {
        return place.equals(PathClaim.Context.PUBLIC) ? "" : " on the admin port" + (place.path().isEmpty() ? "" : " below " + place.path());
    }

    /** The public one, the default one, and those that bundles have made. */
    private Set<PathClaim.Context> contexts() {
        var all = new LinkedHashSet<PathClaim.Context>();
        all.add(PathClaim.Context.PUBLIC);
        all.add(PathClaim.Context.DEFAULT);
        try {
            ServiceReference<?>[] made = context.getAllServiceReferences(CONTEXTS, null);
            for (ServiceReference<?> each : made == null ? new ServiceReference<?>[0] : made) {
                var properties = new HashMap<String, Object>();
                for (String key : each.getPropertyKeys()) {
                    properties.put(key, each.getProperty(key));
                }
                var found = new PathClaim.Context(Map.copyOf(properties));
                if (all.stream().noneMatch(known -> known.name().equals(found.name()))) {
                    all.add(found);
                }
            }
            return all;
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(NO_FILTER, e);
        }
    }

    private static Set<ServletPattern> own(PathClaim.Context place, Bundle bundle) {
        return PathClaims.of(bundle).stream().flatMap(each -> each.ownIn(place).stream()).collect(Collectors.toSet());
    }

    private Optional<String> owner(ServletPattern claim, PathClaim.Context place, String bundle) {
        for (Bundle other : context.getBundles()) {
            if (!bundle.equals(other.getSymbolicName()) && !SWITCHBOARD.equals(other.getSymbolicName())) {
                Optional<String> taken = taken(claim, own(place, other), other.getSymbolicName());
                if (taken.isPresent()) {
                    return taken;
                }
            }
        }
        return place.equals(PathClaim.Context.PUBLIC) ? published(claim) : Optional.empty();
    }

    private Optional<String> published(ServletPattern claim) {
        try {
            for (ServiceReference<PublicPaths> reference : context.getServiceReferences(PublicPaths.class, null)) {
                PublicPaths paths = context.getService(reference);
                if (paths != null) {
                    Set<ServletPattern> patterns = paths.patterns().stream().map(ServletPattern::new)
                            .collect(Collectors.toSet());
                    Optional<String> taken = taken(claim, patterns, paths.owner());
                    context.ungetService(reference);
                    if (taken.isPresent()) {
                        return taken;
                    }
                }
            }
            return Optional.empty();
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(NO_FILTER, e);
        }
    }

    private static Optional<String> taken(ServletPattern claim, Set<ServletPattern> owned, String owner) {
        return owned.stream().filter(claim::takesFrom).findFirst()
                .map(pattern -> (pattern.text().isEmpty() ? "the root" : pattern.text()) + " belongs to " + owner);
    }
}
