package org.groundswell.console.people;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.groundswell.console.api.Role;
import org.groundswell.kernel.api.node.NodeFolder;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens of scripts: in a file of this node, or in common with others. Of each only the hash is kept. A token ends by its
 * date, when it is taken back, and with whatever ends its person's sessions: other roles, another password, being taken away.
 * Thread-safe.
 */
@Component(service = Tokens.class)
public final class Tokens {
    /** How secrets begin, so that programs which look for secrets in the wrong place know one. */
    static final String PREFIX = "gsw_";
    /** The longest life of a token. */
    static final int MOST_DAYS = 365;
    static final int MOST_OF_A_PERSON = 20;
    private static final Logger LOG = LoggerFactory.getLogger(Tokens.class);
    private static final int ID_BYTES = 6;
    private static final Duration USE_IS_KEPT_EACH = Duration.ofHours(1);
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);

    private final TokenFile own;
    private final SharedTokens shared;
    private final People people;
    private final Clock clock;
    private volatile Instant keepsAgain = Instant.EPOCH;

    /** A token that has just been made, and its secret, which nobody can read again. */
    record Made(Token token, String secret) {
    }

    /** A token that counts, whose it is, and what it may do. */
    record Use(Token token, Person person, Set<Role> roles) {
    }

    @Activate
    public Tokens(BundleContext context, @Reference People people, @Reference SharedConsole console) throws IOException {
        this(NodeFolder.of(context).resolve("data/console"), people, Clock.systemUTC(), console);
    }

    /** Those of a node that stands alone. */
    Tokens(Path folder, People people, Clock clock) throws IOException {
        this(folder, people, clock, new SharedConsole());
    }

    Tokens(Path folder, People people, Clock clock, SharedConsole console) throws IOException {
        this.own = new TokenFile(folder);
        this.people = people;
        this.clock = clock;
        this.shared = new SharedTokens(console, own);
    }

    @Deactivate
    void close() {
        shared.leave();
    }

    /** Those that count, by person and age. */
    List<Token> all() {
        return living().sorted(Comparator.comparing(Token::person).thenComparing(Token::made)).toList();
    }

    Optional<Token> find(String id) {
        return living().filter(each -> each.id().equals(id)).findFirst();
    }

    /** An id for a token that is about to be made: it is noted first. */
    static String newId() {
        byte[] bytes = new byte[ID_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Whether somebody has as many as one may have. */
    boolean isFull(String person) {
        return living().filter(each -> each.person().equals(person)).count() >= MOST_OF_A_PERSON;
    }

    /**
     * Makes one.
     *
     * @param days until it ends, 1 to {@link #MOST_DAYS}
     * @throws RefusedException where somebody wants more than they have, a life that is too long, or one token too many
     */
    synchronized Made make(String id, Person person, String name, Set<Role> roles, int days) throws IOException {
        if (roles.isEmpty() || !person.allRoles().containsAll(roles)) {
            throw new RefusedException("noRole");
        }
        if (days < 1 || days > MOST_DAYS) {
            throw new RefusedException("days");
        }
        if (isFull(person.name())) {
            throw new RefusedException("tokens");
        }
        String secret = PREFIX + OneTimeLink.secret();
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var token = new Token(id, person.name(), person.generation(), name, OneTimeLink.hash(secret), roles, now,
                now.plus(Duration.ofDays(days)), null);
        change(person.name(), each -> Stream.concat(each, Stream.of(token)));
        return new Made(token, secret);
    }

    /** Takes one back; the next request with it is refused. */
    synchronized void revoke(String id) throws IOException {
        Optional<Token> token = find(id);
        if (token.isPresent()) {
            change(token.get().person(), tokens -> tokens.filter(each -> !each.id().equals(id)));
        }
    }

    /** The token with this secret, as long as nothing has ended it; notes that it was used. */
    Optional<Use> use(String secret) {
        Optional<Token> token = byHash(secret).or(() -> isOne(secret) && shared.look() ? byHash(secret) : Optional.empty());
        token.ifPresent(this::keepUse);
        return token.flatMap(each -> people.find(each.person()).map(person -> new Use(each, person, both(each, person))));
    }

    private Optional<Token> byHash(String secret) {
        return Optional.ofNullable(present().get(OneTimeLink.hash(secret))).filter(this::counts);
    }

    private static boolean isOne(String secret) {
        return secret.startsWith(PREFIX);
    }

    private Map<String, Token> present() {
        return shared.isShared() ? shared.byHash() : own.byHash();
    }

    private static Set<Role> both(Token token, Person person) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        roles.addAll(token.roles());
        roles.retainAll(person.allRoles());
        return roles;
    }

    private boolean counts(Token token) {
        return clock.instant().isBefore(token.ends()) && people.find(token.person())
                .filter(each -> each.generation() == token.generation()).isPresent();
    }

    /** Another node may have heard of a person's change before this one does. */
    private boolean isOverEverywhere(Token token) {
        return !clock.instant().isBefore(token.ends()) || people.find(token.person())
                .filter(each -> each.generation() > token.generation()).isPresent();
    }

    private Stream<Token> living() {
        return present().values().stream().filter(this::counts);
    }

    /** To the hour: a script that asks each second writes no file each second. */
    private void keepUse(Token token) {
        Instant now = clock.instant();
        if (isKept(token, now)) {
            return;
        }
        synchronized (this) {
            // Of many who come at once one keeps it, or waits for a database that is away.
            if (isKept(present().getOrDefault(token.hash(), token), now)) {
                return;
            }
            try {
                // Somebody may have taken it back meanwhile.
                change(token.person(), tokens -> tokens.map(each -> each.id().equals(token.id())
                        ? each.usedAt(now.truncatedTo(ChronoUnit.SECONDS)) : each));
            } catch (IOException e) {
                // Nobody waits for a database that is away each time a script comes.
                keepsAgain = now.plus(AFTER_FAILURE);
                LOG.warn("When token {} was used cannot be kept: {}", token.id(), e.getMessage());
            }
        }
    }

    private boolean isKept(Token token, Instant now) {
        return token.used() != null && token.used().plus(USE_IS_KEPT_EACH).isAfter(now) || now.isBefore(keepsAgain);
    }

    /** Changes the tokens of somebody; those that are over are forgotten. */
    private void change(String person, UnaryOperator<Stream<Token>> change) throws IOException {
        if (shared.isShared()) {
            shared.change(person, tokens -> change.apply(tokens.stream().filter(each -> !isOverEverywhere(each))).toList());
        } else {
            Map<Boolean, List<Token>> theirs =
                    living().collect(Collectors.partitioningBy(each -> each.person().equals(person)));
            own.store(Stream.concat(theirs.get(false).stream(), change.apply(theirs.get(true).stream())).toList());
        }
    }
}
