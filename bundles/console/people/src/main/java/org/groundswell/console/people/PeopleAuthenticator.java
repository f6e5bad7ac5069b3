package org.groundswell.console.people;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.groundswell.console.api.Authenticator;
import org.groundswell.console.api.SignedIn;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Knows people by their session, and scripts by name and password. */
@Component
public final class PeopleAuthenticator implements Authenticator {
    private static final String BASIC = "Basic ";

    private final People people;
    private final Sessions sessions;
    private final Attempts attempts;

    @Activate
    public PeopleAuthenticator(@Reference People people, @Reference Sessions sessions, @Reference Attempts attempts) {
        this.people = people;
        this.sessions = sessions;
        this.attempts = attempts;
    }

    @Override
    public Finding find(HttpServletRequest request) {
        Optional<Finding> person = sessions.of(request).filter(each -> !each.waitsForCode())
                .flatMap(session -> people.find(session.name())
                        .map(each -> new Known(new SignedIn(each.name(), each.allRoles(), session.token()))));
        String header = request.getHeader("Authorization");
        return person.orElseGet(() -> header == null || !header.regionMatches(true, 0, BASIC, 0, BASIC.length())
                ? new Nobody() : script(request, header));
    }

    @Override
    public void signOut(HttpServletRequest request, HttpServletResponse response) {
        sessions.end(request, response);
    }

    private Finding script(HttpServletRequest request, String header) {
        String pair = decoded(header.substring(BASIC.length()).strip());
        int colon = pair.indexOf(':');
        String name = colon < 0 ? "" : pair.substring(0, colon);
        return switch (attempts.password(request, name, pair.substring(colon + 1))) {
            // A password alone is not enough for somebody who has a second factor.
            case Attempts.Right right when right.person().hasSecondFactor() -> new Wrong();
            case Attempts.Right right -> new Known(new SignedIn(name, right.person().allRoles(), ""));
            case Attempts.Wrong wrong -> new Wrong();
            case Attempts.TooMany tooMany -> new TooMany(tooMany.seconds());
        };
    }

    private static String decoded(String text) {
        try {
            return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
