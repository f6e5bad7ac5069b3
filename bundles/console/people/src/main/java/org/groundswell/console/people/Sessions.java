package org.groundswell.console.people;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.groundswell.console.api.Authenticator;
import org.groundswell.console.api.Role;
import org.groundswell.shared.loops.Loop;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Who is signed in. An exchange of this bundle, other settings and a restart of the node sign nobody out: one that stands alone
 * keeps its sessions in a file ({@link KeptSessions}), of several nodes each knows the sessions of all. Thread-safe.
 */
@Component(service = Sessions.class, immediate = true, configurationPid = "org.groundswell.console.people")
@Designate(ocd = Sessions.Config.class)
public final class Sessions {
    private static final int MOST = 2_000;
    private static final Duration USE_IS_STORED_EACH = Duration.ofMinutes(1);
    private static final Duration SIGN_INS_ARE_STORED_EACH = Duration.ofSeconds(1);

    private final People people;
    private final Clock clock;
    private final SessionLimits limits;
    private final Set<Role> secondFactorFor;
    private final KeptSessions kept;
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final SharedSessions shared;
    private final Loop loop = Loop.of("sessions");
    private volatile Instant stored = Instant.EPOCH;

    /** Settings of sessions. */
    @ObjectClassDefinition(name = "Groundswell console: people")
    public @interface Config {
        @AttributeDefinition(min = "1", max = "1440", description = "Minutes without a request after which somebody has to"
                + " sign in again")
        int idleMinutes() default 60;

        @AttributeDefinition(min = "1", max = "168", description = "Hours after which somebody has to sign in again,"
                + " whatever they do")
        int longestHours() default 14;

        @AttributeDefinition(required = false, description = "Roles that a password alone does not give, as owner,"
                + " finance, operator: who has one of them sets a second factor up first")
        String[] secondFactorFor() default {};
    }

    @Activate
    public Sessions(BundleContext context, Config config, @Reference People people, @Reference SharedConsole console) {
        this(Duration.ofMinutes(config.idleMinutes()), Duration.ofHours(config.longestHours()),
                RoleNames.read("secondFactorFor", config.secondFactorFor()), people, Clock.systemUTC(),
                KeptSessions.of(context), console);
        loop.every(USE_IS_STORED_EACH, this::forgetOver);
    }

    /** Those of a node that stands alone. */
    Sessions(Duration idle, Duration longest, Set<Role> secondFactorFor, People people, Clock clock,
            KeptSessions kept) {
        this(idle, longest, secondFactorFor, people, clock, kept, new SharedConsole());
    }

    Sessions(Duration idle, Duration longest, Set<Role> secondFactorFor, People people, Clock clock,
            KeptSessions kept, SharedConsole console) {
        this.secondFactorFor = secondFactorFor;
        this.limits = new SessionLimits(idle, longest);
        this.people = people;
        this.clock = clock;
        this.kept = kept;
        sessions.putAll(kept.take(clock.instant()));
        this.shared = new SharedSessions(console, sessions, this::isOverEverywhere);
    }

    @Deactivate
    void stop() {
        loop.close();
        boolean alone = !shared.isShared();
        shared.leave();
        sessions.values().removeIf(this::isOverHere);
        kept.leave(sessions, clock.instant(), alone);
    }

    /** The session of this request, as long as nothing has ended it; one that waits for a code, too. */
    Optional<Session> of(HttpServletRequest request) {
        List<String> keys = SessionCookie.hashes(request);
        return living(keys).or(() -> !keys.isEmpty() && shared.look() ? living(keys) : Optional.empty())
                .map(each -> isByItself(request) ? each : used(each));
    }

    /**
     * The session by which somebody changes their own account: a token speaks for its person, a cookie beside it perhaps for
     * another.
     */
    Optional<Session> ofOwner(HttpServletRequest request) {
        return of(request).filter(each -> !each.waitsForCode() && request.getAttribute(Authenticator.TOKEN) == null);
    }

    /** Begins one and ends the one before, so that nobody goes on with a cookie that somebody else has put there. */
    Session begin(HttpServletRequest request, HttpServletResponse response, Person person, Session.Begun how) {
        List<String> before = SessionCookie.hashes(request);
        before.forEach(this::drop);
        makeRoom();
        String secret = OneTimeLink.secret();
        var session = new Session(person, OneTimeLink.secret(), clock.instant(), how,
                Attempts.network(request.getRemoteAddr()));
        sessions.put(OneTimeLink.hash(secret), session);
        shared.changed(session);
        shared.writeNow();
        // Hundreds who sign in at once are not a file each.
        if (!before.isEmpty() || isStoredBefore(SIGN_INS_ARE_STORED_EACH)) {
            store();
        }
        response.addHeader("Set-Cookie", SessionCookie.header(request, shared.isShared(), secret, ""));
        return session;
    }

    /** Something about it has changed that other nodes have to know. */
    void keep(Session session) {
        shared.changed(session);
        writeNow();
    }

    void end(HttpServletRequest request, HttpServletResponse response) {
        SessionCookie.hashes(request).forEach(this::drop);
        writeNow();
        response.addHeader("Set-Cookie", SessionCookie.header(request, shared.isShared(), "", "; Max-Age=0"));
    }

    /** Whether somebody with a password has to set a second factor up before they may do what they may. */
    boolean owesSecondFactor(Person person) {
        return !person.hasSecondFactor() && person.allRoles().stream().anyMatch(secondFactorFor::contains);
    }

    /** The same of somebody who may have come by an identity provider, which asks for its own. */
    boolean owesSecondFactor(Session session, Person person) {
        return !session.isElsewhere() && owesSecondFactor(person);
    }

    /** The other sessions of who has this one, the one that was used last first. */
    List<Session> others(Session own) {
        return sessions.values().stream().filter(each -> each != own && each.name().equals(own.name()))
                .filter(each -> !isOver(each)).sorted(Comparator.comparing(Session::used).reversed()).toList();
    }

    /** Ends them. */
    void endOthers(Session own) {
        sessions.entrySet().stream().filter(each -> each.getValue() != own && each.getValue().name().equals(own.name()))
                .map(Map.Entry::getKey).toList().forEach(this::drop);
        writeNow();
    }

    /** Of whoever does not come again nothing is to stay on the disk, or in a backup. */
    void forgetOver() {
        if (!shared.isShared() && sessions.values().removeIf(this::isOverHere)) {
            store();
        }
    }

    private void writeNow() {
        shared.writeNow();
        store();
    }

    private boolean isStoredBefore(Duration pause) {
        return stored.isBefore(clock.instant().minus(pause));
    }

    private void store() {
        Instant now = clock.instant();
        stored = now;
        if (shared.isShared()) {
            kept.forget();
        } else {
            sessions.values().removeIf(this::isOverHere);
            kept.leave(sessions, now, true);
        }
    }

    private static boolean isByItself(HttpServletRequest request) {
        return request.getHeader(Authenticator.BY_ITSELF) != null
                || String.valueOf(request.getHeader("Accept")).contains("text/event-stream");
    }

    private Optional<Session> living(List<String> keys) {
        return keys.stream().flatMap(each -> Stream.ofNullable(sessions.get(each))).filter(each -> !isOver(each))
                .findFirst();
    }

    private Session used(Session session) {
        Instant now = clock.instant();
        session.use(now);
        if (session.isToldBefore(now.minus(limits.untold()))) {
            shared.changed(session);
        }
        if (isStoredBefore(USE_IS_STORED_EACH)) {
            store();
        }
        return session;
    }

    private void drop(String key) {
        Session gone = sessions.remove(key);
        if (gone != null) {
            shared.ended(key, gone);
        }
    }

    private boolean isOver(Session session) {
        return limits.areOver(session, clock.instant()) || people.find(session.name()).filter(session::isOf).isEmpty();
    }

    /** Another node may have heard of what begun it before this one does. */
    private boolean isOverEverywhere(Session session) {
        return limits.areOver(session, clock.instant())
                || people.find(session.name()).filter(each -> each.generation() > session.generation()).isPresent();
    }

    private boolean isOverHere(Session session) {
        return isOverEverywhere(session) || people.find(session.name()).isEmpty();
    }

    private synchronized void makeRoom() {
        if (sessions.size() >= MOST) {
            sessions.values().removeIf(this::isOver);
        }
        if (sessions.size() >= MOST) {
            sessions.entrySet().stream().min(Comparator.comparing(each -> each.getValue().used()))
                    .ifPresent(each -> drop(each.getKey()));
        }
    }
}
