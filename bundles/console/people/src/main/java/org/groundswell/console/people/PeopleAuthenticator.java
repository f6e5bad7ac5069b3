package org.groundswell.console.people;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.groundswell.console.api.Authenticator;
import org.groundswell.console.api.SignedIn;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Knows people by their session, and scripts by a token or by name and password. A token that is shown counts alone. */
@Component
public final class PeopleAuthenticator implements Authenticator {
    private static final String BASIC = "Basic ";
    private static final String BEARER = "Bearer ";

    private final People people;
    private final Sessions sessions;
    private final Attempts attempts;
    private final Tokens tokens;

    @Activate
    public PeopleAuthenticator(@Reference People people, @Reference Sessions sessions, @Reference Attempts attempts,
            @Reference Tokens tokens) {
        this.people = people;
        this.sessions = sessions;
        this.attempts = attempts;
        this.tokens = tokens;
    }

    @Override
    public Finding find(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        if (begins(header, BEARER)) {
            return token(request, header.substring(BEARER.length()).strip());
        }
        Optional<Finding> person = sessions.of(request).filter(each -> !each.waitsForCode())
                .flatMap(session -> people.find(session.name()).map(each -> new Known(new SignedIn(each.name(),
                        sessions.owesSecondFactor(session, each) ? Set.of() : each.allRoles(), session.token()))));
        return person.orElseGet(() -> begins(header, BASIC) ? script(request, header) : new Nobody());
    }

    private static boolean begins(String header, String scheme) {
        return header != null && header.regionMatches(true, 0, scheme, 0, scheme.length());
    }

    @Override
    public void signOut(HttpServletRequest request, HttpServletResponse response) {
        sessions.end(request, response);
    }

    private Finding token(HttpServletRequest request, String secret) {
        Optional<Tokens.Use> use = tokens.use(secret);
        if (use.isEmpty()) {
            return refused(attempts.wrong(request, ""));
        }
        request.setAttribute(TOKEN, use.get().token().id());
        return new Known(new SignedIn(use.get().person().name(), use.get().roles(), ""));
    }

    private Finding script(HttpServletRequest request, String header) {
        String pair = decoded(header.substring(BASIC.length()).strip());
        int colon = pair.indexOf(':');
        String name = colon < 0 ? "" : pair.substring(0, colon);
        return switch (attempts.password(request, name, pair.substring(colon + 1))) {
            // A password alone is not enough for somebody who has a second factor, or should have one.
            case Attempts.Right right when right.person().hasSecondFactor()
                    || sessions.owesSecondFactor(right.person()) -> new Wrong();
            case Attempts.Right right -> new Known(new SignedIn(name, right.person().allRoles(), ""));
            case Attempts.Outcome refused -> refused(refused);
        };
    }

    private static Finding refused(Attempts.Outcome outcome) {
        return outcome instanceof Attempts.TooMany tooMany ? new TooMany(tooMany.seconds()) : new Wrong();
    }

    private static String decoded(String text) {
        try {
            return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
