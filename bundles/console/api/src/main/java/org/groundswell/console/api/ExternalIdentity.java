package org.groundswell.console.api;

import java.util.Set;

/**
 * Somebody whom an identity provider has recognised. Immutable.
 *
 * @param issuer  the provider, by an identifier that no other has
 * @param subject by which the provider knows this person, and never anybody else
 * @param email   the address that the provider has verified; empty where it has none
 * @param roles   what the provider says they may do; empty where it says nothing of that
 */
public record ExternalIdentity(String issuer, String subject, String email, Set<Role> roles) {

    public ExternalIdentity {
        roles = Set.copyOf(roles);
        if (issuer.isEmpty() || subject.isEmpty()) {
            throw new IllegalArgumentException("an identity has an issuer and a subject");
        }
    }
}
