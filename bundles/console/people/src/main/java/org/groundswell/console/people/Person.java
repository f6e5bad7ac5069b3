package org.groundswell.console.people;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.groundswell.console.api.Role;

/**
 * Somebody who may sign in, as the file has it. Immutable.
 *
 * @param password   as {@link Passwords} stores it; empty until the first link was used
 * @param link       the hash of a link that sets a password; empty where there is none
 * @param linkEnds   when that counts no more
 * @param secret     of the second factor, in base 32; empty where there is none
 * @param recovery   the hashes of the recovery codes that were not used yet
 * @param lastStep   the time step of the last code that was used: none counts twice
 * @param generation another one ends all sessions of this person
 * @param identity   by which an identity provider knows this person; empty where none does
 * @param managed    whether that provider says what this person may do
 * @param cutOff     whether an owner has cut that provider off: its word counts for nothing, and the identity stays only
 *                   so that it is known when it comes again
 */
record Person(String name, Set<Role> roles, String password, String link, Instant linkEnds, String secret,
        List<String> recovery, long lastStep, long generation, String identity, boolean managed,
        boolean cutOff) {
    private static final Pattern NAME = Pattern.compile("[\\p{Ll}\\p{Lo}\\p{N}][\\p{Ll}\\p{Lo}\\p{M}\\p{N}._@-]{0,39}");

    Person {
        roles = roles == null ? Set.of() : Set.copyOf(roles);
        password = password == null ? "" : password;
        link = link == null ? "" : link;
        linkEnds = linkEnds == null ? Instant.EPOCH : linkEnds;
        secret = secret == null ? "" : secret;
        recovery = recovery == null ? List.of() : List.copyOf(recovery);
        identity = identity == null ? "" : identity;
    }

    /** Whether a name is short, in small letters, and without blanks. */
    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** Somebody who has a link and no password yet. */
    static Person invited(String name, Set<Role> roles, String link, Instant now) {
        return new Person(name, roles, "", link, now.plus(OneTimeLink.LIFE), "", List.of(), 0, now.toEpochMilli(), "", false,
                false);
    }

    /** Somebody who has a password. */
    static Person withPassword(String name, Set<Role> roles, String password, Instant now) {
        return new Person(name, roles, password, "", null, "", List.of(), 0, now.toEpochMilli(), "", false,
                false);
    }

    /** Somebody whom an identity provider lets in. */
    static Person managed(String name, Set<Role> roles, String identity, Instant now) {
        return new Person(name, roles, "", "", null, "", List.of(), 0, now.toEpochMilli(), identity, true,
                false);
    }

    /** Whether this is an owner whom nobody elsewhere can lock out. */
    boolean isOwner() {
        return roles.contains(Role.OWNER) && !password.isEmpty();
    }

    boolean hasSecondFactor() {
        return !secret.isEmpty();
    }

    /** With those that an owner has besides. */
    Set<Role> allRoles() {
        return roles.contains(Role.OWNER) ? EnumSet.allOf(Role.class) : roles;
    }

    /** In the order in which they are explained. */
    List<String> roleIds() {
        return new TreeSet<>(roles).stream().map(Role::id).toList();
    }

    Person withRoles(Set<Role> others) {
        return new Person(name, others, password, link, linkEnds, secret, recovery, lastStep, generation + 1, identity,
                managed, cutOff);
    }

    /** The link has done its work; the second factor stays. */
    Person withPassword(String hash) {
        return new Person(name, roles, hash, "", null, secret, recovery, lastStep, generation + 1, identity,
                managed, cutOff);
    }

    /** A new link is for somebody who is locked out: what they have counts until it is used. */
    Person withLink(String hash, Instant now) {
        return new Person(name, roles, password, hash, now.plus(OneTimeLink.LIFE), secret, recovery, lastStep,
                generation, identity, managed,
                cutOff);
    }

    Person withSecondFactor(String base32, List<String> codes, long step) {
        return new Person(name, roles, password, link, linkEnds, base32, codes, step, generation,
                identity, managed, cutOff);
    }

    Person withoutSecondFactor() {
        return new Person(name, roles, password, link, linkEnds, "", List.of(), 0, generation, identity,
                managed, cutOff);
    }

    Person afterStep(long step) {
        return new Person(name, roles, password, link, linkEnds, secret, recovery, step, generation, identity,
                managed, cutOff);
    }

    /**
     * From now on this person comes by that identity, too, and may do what is said here.
     *
     * @throws RefusedException where it may not be
     */
    Person withIdentity(String known) {
        if (!mayBeTied()) {
            throw new RefusedException("cutOff");
        }
        return new Person(name, roles, password, link, linkEnds, secret, recovery, lastStep, generation, known, false,
                false);
    }

    /** Whether this person may be tied to an identity: whom an owner has cut off is for the owner to allow. */
    boolean mayBeTied() {
        return identity.isEmpty() && !managed && !cutOff;
    }

    /** Whether there is an identity that this person can do without. */
    boolean mayLetGo() {
        return !identity.isEmpty() && !managed && !cutOff && !password.isEmpty();
    }

    /**
     * By one's own wish: sessions end with that, because some were begun by it, and nothing of it stays.
     *
     * @throws RefusedException where there is nothing to let go: an owner may have cut it off a moment before
     */
    Person letGo() {
        if (!mayLetGo()) {
            throw new RefusedException("notConnected");
        }
        return new Person(name, roles, password, link, linkEnds, secret, recovery, lastStep, generation + 1, "", false,
                false);
    }

    /** Sessions end with that, because some were begun by it; and so do the roles that are its word only. */
    Person withoutIdentity() {
        return new Person(name, managed ? Set.of() : roles, password, link, linkEnds, secret, recovery, lastStep,
                generation + 1, identity, managed, true);
    }

    /**
     * The provider's word counts again. Who was let in under their address is tied anew at the next sign-in, because they
     * may have another account there by now.
     */
    Person withIdentityAgain() {
        return new Person(name, roles, password, link, linkEnds, secret, recovery, lastStep, generation,
                managed ? identity : "", managed, false);
    }

    Person withoutCode(String hash) {
        return new Person(name, roles, password, link, linkEnds, secret,
                recovery.stream().filter(each -> !each.equals(hash)).toList(), lastStep, generation, identity, managed,
                cutOff);
    }
}
