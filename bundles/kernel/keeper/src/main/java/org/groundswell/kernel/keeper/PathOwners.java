package org.groundswell.kernel.keeper;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.groundswell.kernel.api.keeper.Keeper;
import org.groundswell.kernel.api.keeper.PublicPaths;
import org.groundswell.shared.services.ServletPattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * Which paths of the public port are whose: a bundle that comes takes none from others, unless its manifest says that
 * it is meant to ({@link Keeper#PATHS}). Thread-safe.
 */
final class PathOwners {
    /** It has a stand-in for each servlet that is a port; the servlets themselves are their bundles'. */
    private static final String SWITCHBOARD = "org.groundswell.kernel.switchboard";

    private final BundleContext context;

    PathOwners(BundleContext context) {
        this.context = context;
    }

    /**
     * Before the jar is put in.
     *
     * @param before the jar that the bundle runs from; what that has, it may have; null where there is none
     * @throws RefusedException if its components would answer paths of others
     */
    void check(BundleFile jar, BundleFile before) throws RefusedException {
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
    String taken(Bundle bundle, Set<ServletPattern> before) {
        var claims = new HashSet<>(PathClaims.of(bundle));
        claims.removeAll(before);
        String allowed = bundle.getHeaders("").get(Keeper.PATHS);
        return objection(bundle.getSymbolicName(), allowed == null ? "" : allowed, claims).orElse("");
    }

    private Optional<String> objection(String bundle, String header, Collection<ServletPattern> claims) {
        Set<ServletPattern> allowed = Arrays.stream(header.split(",")).map(String::strip).map(ServletPattern::new)
                .collect(Collectors.toSet());
        claims.removeAll(allowed);
        return claims.stream().flatMap(claim -> owner(claim, bundle).stream().map(owner -> "it would answer "
                + claim.text() + ", where " + owner + "; choose another path, or if that is meant, say so in its"
                + " manifest: " + Keeper.PATHS)).findFirst();
    }

    private Optional<String> owner(ServletPattern claim, String bundle) {
        for (Bundle other : context.getBundles()) {
            if (!bundle.equals(other.getSymbolicName()) && !SWITCHBOARD.equals(other.getSymbolicName())) {
                Optional<String> taken = taken(claim, PathClaims.of(other), other.getSymbolicName());
                if (taken.isPresent()) {
                    return taken;
                }
            }
        }
        return published(claim);
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
            throw new IllegalStateException("no filter was given", e);
        }
    }

    private static Optional<String> taken(ServletPattern claim, Set<ServletPattern> owned, String owner) {
        return owned.stream().filter(claim::takesFrom).findFirst()
                .map(pattern -> (pattern.text().isEmpty() ? "the root" : pattern.text()) + " belongs to " + owner);
    }
}
