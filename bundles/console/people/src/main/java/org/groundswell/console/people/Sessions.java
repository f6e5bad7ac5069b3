package org.groundswell.console.people;

import jakarta.servlet.http.Cookie;
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
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Who is signed in, in memory: a node that was restarted asks everybody again, while an exchange of this bundle or its
 * settings signs nobody out ({@link HandedOver}). Thread-safe.
 */
@Component(service = Sessions.class, immediate = true, configurationPid = "org.groundswell.console.people")
@Designate(ocd = Sessions.Config.class)
public final class Sessions {
    private static final int MOST = 2_000;
    private static final Duration FOR_A_CODE = Duration.ofMinutes(5);

    private final People people;
    private final Clock clock;
    private final Duration idle;
    private final Duration longest;
    private final Set<Role> secondFactorFor;
    private final HandedOver handedOver;
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();

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
    public Sessions(BundleContext context, Config config, @Reference People people) {
        this(Duration.ofMinutes(config.idleMinutes()), Duration.ofHours(config.longestHours()),
                RoleNames.read("secondFactorFor", config.secondFactorFor()), people, Clock.systemUTC(),
                HandedOver.of(context));
    }

    Sessions(Duration idle, Duration longest, Set<Role> secondFactorFor, People people, Clock clock,
            HandedOver handedOver) {
        this.secondFactorFor = secondFactorFor;
        this.idle = idle;
        this.longest = longest;
        this.people = people;
        this.clock = clock;
        this.handedOver = handedOver;
        sessions.putAll(handedOver.take(clock.instant()));
    }

    @Deactivate
    void stop() {
        handedOver.leave(sessions, clock.instant());
    }

    /** The session of this request, as long as nothing has ended it; one that waits for a code, too. */
    Optional<Session> of(HttpServletRequest request) {
        return cookie(request).flatMap(each -> living(each, !isByItself(request)));
    }

    /** Begins one and ends the one before, so that nobody goes on with a cookie that somebody else has put there. */
    Session begin(HttpServletRequest request, HttpServletResponse response, Person person, Session.Begun how) {
        cookie(request).ifPresent(each -> sessions.remove(OneTimeLink.hash(each)));
        makeRoom();
        String secret = OneTimeLink.secret();
        var session = new Session(person, OneTimeLink.secret(), clock.instant(), how,
                Attempts.network(request.getRemoteAddr()));
        sessions.put(OneTimeLink.hash(secret), session);
        response.addHeader("Set-Cookie", setCookie(request, secret, ""));
        return session;
    }

    void end(HttpServletRequest request, HttpServletResponse response) {
        cookie(request).ifPresent(each -> sessions.remove(OneTimeLink.hash(each)));
        response.addHeader("Set-Cookie", setCookie(request, "", "; Max-Age=0"));
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
        sessions.values().removeIf(each -> each != own && each.name().equals(own.name()));
    }

    private static boolean isByItself(HttpServletRequest request) {
        return request.getHeader(Authenticator.BY_ITSELF) != null
                || String.valueOf(request.getHeader("Accept")).contains("text/event-stream");
    }

    private Optional<Session> living(String secret, boolean isUse) {
        String key = OneTimeLink.hash(secret);
        Session session = sessions.get(key);
        if (session == null) {
            return Optional.empty();
        }
        if (isOver(session)) {
            sessions.remove(key);
            return Optional.empty();
        }
        if (isUse) {
            session.use(clock.instant());
        }
        return Optional.of(session);
    }

    private boolean isOver(Session session) {
        Instant now = clock.instant();
        return session.used().plus(idle).isBefore(now) || session.begun().plus(longest).isBefore(now)
                || session.waitsForCode() && session.begun().plus(FOR_A_CODE).isBefore(now)
                || people.find(session.name()).filter(session::isOf).isEmpty();
    }

    private synchronized void makeRoom() {
        if (sessions.size() >= MOST) {
            sessions.values().removeIf(this::isOver);
        }
        if (sessions.size() >= MOST) {
            sessions.entrySet().stream().min(Comparator.comparing(each -> each.getValue().used()))
                    .ifPresent(each -> sessions.remove(each.getKey()));
        }
    }

    private static Optional<String> cookie(HttpServletRequest request) {
        String name = name(request);
        return Stream.ofNullable(request.getCookies()).flatMap(Stream::of).filter(each -> each.getName().equals(name))
                .map(Cookie::getValue).filter(each -> !each.isEmpty()).findFirst();
    }

    private static String setCookie(HttpServletRequest request, String value, String more) {
        return name(request) + "=" + value + "; Path=/; HttpOnly; SameSite=Lax" + (request.isSecure() ? "; Secure" : "")
                + more;
    }

    /** Browsers keep cookies by host alone: two nodes on one machine need two names. */
    private static String name(HttpServletRequest request) {
        return "groundswell-" + request.getLocalPort();
    }
}
