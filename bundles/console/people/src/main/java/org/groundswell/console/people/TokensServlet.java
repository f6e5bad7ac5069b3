package org.groundswell.console.people;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.groundswell.console.api.AdminPages;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.console.api.AuditLog;
import org.groundswell.console.api.Authenticator;
import org.groundswell.console.api.Role;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.forms.FormFields;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * Where people make tokens for their scripts and take them back; an owner takes back anybody's. Making one asks for the
 * password once more: a screen may stand open. Nobody does either with a token, so one that was stolen gets no children.
 */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = AdminServlet.SIGNED_IN)
@HttpWhiteboardServletPattern("/tokens")
public final class TokensServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient AdminPages pages;
    private final transient People people;
    private final transient Tokens tokens;
    private final transient Attempts attempts;
    private final transient AuditLog audit;

    @Activate
    public TokensServlet(@Reference AdminPages pages, @Reference People people, @Reference Tokens tokens,
            @Reference Attempts attempts, @Reference AuditLog audit) {
        this.pages = pages;
        this.people = people;
        this.tokens = tokens;
        this.attempts = attempts;
        this.audit = audit;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        show(request, response, Map.of());
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getAttribute(Authenticator.TOKEN) != null) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
            return;
        }
        try {
            FormFields form = FormFields.read(request);
            switch (form.get("what")) {
                case "make" -> make(request, response, form);
                case "revoke" -> revoke(request, response, form.get("id"));
                default -> response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            }
        } catch (BadFormException e) {
            response.sendError(e.status());
        } catch (RefusedException e) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            show(request, response, Map.of("problem", e.getMessage()));
        } catch (UnreachableException e) {
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            show(request, response, Map.of("problem", UnreachableException.TEXT));
        }
    }

    private void make(HttpServletRequest request, HttpServletResponse response, FormFields form) throws IOException {
        Person person = person(request);
        Set<Role> roles = roles(request, form, person);
        int days = days(form);
        if (!form.has("name") || form.isLonger("name", Token.LONGEST_NAME)) {
            throw new RefusedException("tokenName");
        }
        if (tokens.isFull(person.name())) {
            throw new RefusedException("tokens");
        }
        switch (attempts.password(request, person.name(), form.get("current"))) {
            case Attempts.Right _ -> { }
            case Attempts.Wrong _ -> throw new RefusedException("current");
            case Attempts.TooMany _ -> throw new RefusedException("tooMany");
        }
        String id = Tokens.newId();
        audit.note(request, "token.make", id, form.get("name") + ": "
                + String.join(" ", new TreeSet<>(roles).stream().map(Role::id).toList()) + ", " + days);
        Tokens.Made made = tokens.make(id, person, form.get("name"), roles, days);
        show(request, response, Map.of("secret", made.secret(), "secretOf", made.token().name()));
    }

    private void revoke(HttpServletRequest request, HttpServletResponse response, String id) throws IOException {
        Optional<Token> token = tokens.find(id).filter(each -> isTheirs(request, each));
        if (token.isEmpty()) {
            throw new RefusedException("noToken");
        }
        audit.note(request, "token.revoke", id, token.get().name());
        tokens.revoke(id);
        Door.redirect(response, request.getRequestURI());
    }

    private static boolean isTheirs(HttpServletRequest request, Token token) {
        return token.person().equals(request.getRemoteUser()) || request.isUserInRole(Role.OWNER.id());
    }

    private Person person(HttpServletRequest request) {
        return people.find(request.getRemoteUser()).orElseThrow(() -> new RefusedException("nobody"));
    }

    /** Not more than the person has, and not more than this very session gives. */
    private static Set<Role> roles(HttpServletRequest request, FormFields form, Person person) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        Stream.of(Role.values()).filter(each -> form.has("role-" + each.id())).forEach(roles::add);
        if (roles.isEmpty() || !person.allRoles().containsAll(roles)
                || !roles.stream().map(Role::id).allMatch(request::isUserInRole)) {
            throw new RefusedException("noRole");
        }
        return roles;
    }

    private static int days(FormFields form) {
        int days = form.get("days").matches("[0-9]{1,3}") ? Integer.parseInt(form.get("days")) : 0;
        if (days < 1 || days > Tokens.MOST_DAYS) {
            throw new RefusedException("days");
        }
        return days;
    }

    private void show(HttpServletRequest request, HttpServletResponse response, Map<String, ?> more) throws IOException {
        Optional<Person> person = people.find(request.getRemoteUser());
        if (person.isEmpty()) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
            return;
        }
        var values = new HashMap<String, Object>(Map.of("problem", "", "tokens", tokens.all().stream()
                .filter(each -> isTheirs(request, each)).map(TokensServlet::shown).toList(),
                "allRoles", new TreeSet<>(person.get().allRoles()).stream().map(Role::id).toList(),
                "lives", List.of("7", "30", "90", "365"), "longestName", Token.LONGEST_NAME));
        values.putAll(more);
        pages.show(request, response, TokensServlet.class, "tokens.ftlh", values);
    }

    private static Map<String, Object> shown(Token token) {
        var values = new HashMap<String, Object>(Map.of("id", token.id(), "person", token.person(), "name", token.name(),
                "roles", token.roleIds(), "ends", token.ends()));
        if (token.used() != null) {
            values.put("used", token.used());
        }
        return values;
    }
}
