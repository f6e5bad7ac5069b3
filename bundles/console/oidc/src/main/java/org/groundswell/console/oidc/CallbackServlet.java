package org.groundswell.console.oidc;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.groundswell.console.api.AdminPages;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.console.api.FederatedSignIn;
import org.groundswell.console.api.NotLetInException;
import org.groundswell.console.oidc.SignInException.Problem;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.forms.FormFields;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Where the provider sends a browser back to. */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = AdminServlet.EVERYBODY)
@HttpWhiteboardServletPattern(CallbackServlet.PATTERN)
public final class CallbackServlet extends HttpServlet {
    static final String PATTERN = "/sign-in/openid/callback";
    private static final long serialVersionUID = 1L;

    private final transient OpenIdConnect openId;
    private final transient FederatedSignIn door;
    private final transient ProblemPage problems;

    @Activate
    public CallbackServlet(@Reference AdminPages pages, @Reference OpenIdConnect openId, @Reference FederatedSignIn door) {
        this.openId = openId;
        this.door = door;
        this.problems = new ProblemPage(pages, openId);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            String cookie = BrowserCookie.read(request);
            OpenIdConnect.Recognised known = openId.recognise(request, cookie, FormFields.query(request));
            BrowserCookie.takeAway(request, response);
            if (!door.letIn(request, response, known.identity(), known.to())) {
                throw new SignInException(Problem.STRANGER, "somebody was recognised who was not let in here");
            }
        } catch (BadFormException e) {
            response.sendError(e.status());
        } catch (NotLetInException e) {
            problems.show(request, response, new SignInException(problem(e.reason()), e.getMessage(), e));
        } catch (SignInException e) {
            problems.show(request, response, e);
        }
    }

    private static Problem problem(NotLetInException.Reason reason) {
        return switch (reason) {
            case CUT_OFF -> Problem.CUT_OFF;
            case LAST_OWNER -> Problem.LAST_OWNER;
            case NAME_TAKEN -> Problem.NAME_TAKEN;
            case IDENTITY_TAKEN -> Problem.IDENTITY_TAKEN;
            case FULL -> Problem.FULL;
            case UNREACHABLE -> Problem.UNREACHABLE;
        };
    }
}
