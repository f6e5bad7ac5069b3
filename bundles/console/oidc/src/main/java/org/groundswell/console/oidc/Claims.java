package org.groundswell.console.oidc;

import com.nimbusds.jwt.JWTClaimsSet;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.groundswell.console.api.ExternalIdentity;
import org.groundswell.console.api.Role;

/**
 * What the claims of a token mean here. Immutable.
 *
 * @param path        the names that lead to the claim with groups or roles; empty where the provider says nothing of that
 * @param roles       the role that each value stands for
 * @param trustsEmail whether addresses count that the provider does not say to have verified
 */
record Claims(String[] path, Map<String, Role> roles, boolean trustsEmail) {

    /**
     * Reads the settings.
     *
     * @throws IllegalArgumentException with the setting that is wrong and what was expected
     */
    static Claims of(String claim, String[] roles, boolean trustsEmail) {
        var byValue = new HashMap<String, Role>();
        for (String each : roles) {
            if (!each.isBlank()) {
                int equals = each.lastIndexOf('=');
                if (equals < 1) {
                    throw new IllegalArgumentException("roles: expected GROUP=ROLE, found '" + each.strip() + "'");
                }
                byValue.put(each.substring(0, equals).strip(), role(each.substring(equals + 1).strip()));
            }
        }
        if (claim.isBlank() != byValue.isEmpty()) {
            throw new IllegalArgumentException("roleClaim and roles: one says nothing without the other");
        }
        return new Claims(claim.isBlank() ? new String[0] : claim.strip().split("\\."), Map.copyOf(byValue), trustsEmail);
    }

    ExternalIdentity identity(String issuer, JWTClaimsSet claims) {
        return new ExternalIdentity(issuer, claims.getSubject(), email(claims), roles(claims));
    }

    private String email(JWTClaimsSet claims) {
        Object verified = claims.getClaim("email_verified");
        boolean counts = trustsEmail && verified == null || Boolean.TRUE.equals(verified) || "true".equals(verified);
        return counts && claims.getClaim("email") instanceof String email ? email.strip() : "";
    }

    private Set<Role> roles(JWTClaimsSet claims) {
        Set<Role> found = EnumSet.noneOf(Role.class);
        if (path.length > 0) {
            Object at = claims.getClaims();
            for (String each : path) {
                at = at instanceof Map<?, ?> map ? map.get(each) : null;
            }
            Collection<?> values = at instanceof Collection<?> many ? many : at == null ? Set.of() : Set.of(at);
            values.stream().map(String::valueOf).filter(roles::containsKey).map(roles::get).forEach(found::add);
        }
        return found;
    }

    private static Role role(String name) {
        return Arrays.stream(Role.values()).filter(each -> each.id().equals(name.toLowerCase(Locale.ROOT))).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("roles: expected one of "
                        + Stream.of(Role.values()).map(Role::id).toList() + " behind the sign, found '" + name + "'"));
    }
}
