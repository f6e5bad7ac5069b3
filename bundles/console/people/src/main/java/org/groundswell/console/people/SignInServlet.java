package org.groundswell.console.people;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.groundswell.console.api.AdminPages;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.console.api.IdentityProvider;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.forms.FormFields;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Where people sign in with name and password, or find the way to somewhere else where they say who they are. */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = AdminServlet.EVERYBODY)
@HttpWhiteboardServletPattern("/sign-in")
public final class SignInServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final int TOO_MANY_REQUESTS = 429;

    private final transient AdminPages pages;
    private final transient People people;
    private final transient Attempts attempts;
    private final transient Door door;
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile List<IdentityProvider> providers = List.of();

    @Activate
    public SignInServlet(@Reference AdminPages pages, @Reference People people, @Reference Attempts attempts,
            @Reference Door door) {
        this.pages = pages;
        this.people = people;
        this.attempts = attempts;
        this.door = door;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            String to = Door.own(FormFields.query(request).get("to"));
            if (request.getRemoteUser() != null) {
                Door.redirect(response, to);
            } else {
                show(request, response, "", "", to);
            }
        } catch (BadFormException e) {
            response.sendError(e.status());
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            FormFields form = FormFields.read(request);
            String name = form.get("name").strip().toLowerCase(Locale.ROOT);
            String to = form.get("to");
            switch (attempts.password(request, name, form.get("password"))) {
                case Attempts.Right right when right.person().hasSecondFactor() ->
                        door.askForCode(request, response, right.person(), to);
                case Attempts.Right right -> door.letIn(request, response, right.person(), to);
                case Attempts.Wrong wrong -> refuse(request, response, HttpServletResponse.SC_FORBIDDEN, "wrong", form);
                case Attempts.TooMany tooMany -> {
                    response.setIntHeader("Retry-After", tooMany.seconds());
                    refuse(request, response, TOO_MANY_REQUESTS, "tooMany", form);
                }
            }
        } catch (BadFormException e) {
            response.sendError(e.status());
        }
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, int status, String problem,
            FormFields form) throws IOException {
        response.setStatus(status);
        show(request, response, problem, form.get("name"), Door.own(form.get("to")));
    }

    private void show(HttpServletRequest request, HttpServletResponse response, String problem, String name, String to)
            throws IOException {
        pages.show(request, response, SignInServlet.class, "sign-in.ftlh", Map.of("problem", problem, "name", name,
                "to", to, "isNew", people.all().isEmpty(), "providers", providers.stream().map(each -> Map.of("name",
                each.name(), "address", each.address() + "?to=" + URLEncoder.encode(to, StandardCharsets.UTF_8)))
                .toList()));
    }
}
