package org.groundswell.console.audit;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.groundswell.console.api.AdminPages;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.console.api.Role;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.forms.FormFields;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who changed what, for everybody who may look; an owner proves it and erases personal words. */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = {"viewer", "editor", "finance", "operator"},
        org_groundswell_admin_menu = "menu.audit", org_groundswell_admin_order = 900)
@HttpWhiteboardServletPattern(AuditServlet.PATTERN)
public final class AuditServlet extends HttpServlet {
    static final String PATTERN = "/audit";
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(AuditServlet.class);
    private static final Pattern GIFT = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final int PAGE = 50;
    private static final int OF_ALL = 200;

    private final transient AuditTrail trail;
    private final transient AdminPages pages;

    @Activate
    public AuditServlet(@Reference AuditTrail trail, @Reference AdminPages pages) {
        this.trail = trail;
        this.pages = pages;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            FormFields query = FormFields.query(request);
            if (query.has("nodes") && trail.isShared()) {
                showAll(request, response);
                return;
            }
            show(request, response, before(query), Map.of());
        } catch (BadFormException e) {
            response.sendError(e.status());
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.isUserInRole(Role.OWNER.id())) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
            return;
        }
        try {
            FormFields form = FormFields.read(request);
            if (form.get("what").equals("prove")) {
                show(request, response, Long.MAX_VALUE, proofs());
                return;
            }
            trail.erase(request, Long.parseLong(form.get("entry")));
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            response.setHeader("Location", request.getRequestURI());
        } catch (BadFormException e) {
            response.sendError(e.status());
        } catch (NumberFormatException e) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
        }
    }

    /** Of this node's log and, where others are beside it, of the copies of all. */
    private Map<String, Object> proofs() throws IOException {
        var values = new HashMap<String, Object>(Map.of("proof", shown(trail.prove())));
        if (trail.isShared()) {
            try {
                values.put("chains", trail.proveCopies().stream().map(each -> Map.of("node", each.node(), "isHere",
                        each.isHere(), "proof", shown(each.proof()))).toList());
            } catch (IOException e) {
                LOG.warn("The copies of the audit logs of all nodes cannot be proved: {}", e.getMessage());
                values.put("away", true);
            }
        }
        return values;
    }

    private void showAll(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var values = new HashMap<String, Object>();
        values.put("lines", trail.newestOfAll(OF_ALL).stream().map(each -> {
            var line = new HashMap<>(shown(each.line()));
            line.put("node", each.node());
            return line;
        }).toList());
        // Words are erased at the node that has written them.
        values.put("mayErase", false);
        values.put("isNewest", true);
        values.put("isShared", true);
        values.put("isAll", true);
        pages.show(request, response, AuditServlet.class, "audit.ftlh", values);
    }

    private void show(HttpServletRequest request, HttpServletResponse response, long before, Map<String, ?> more)
            throws IOException {
        List<AuditFile.Line> lines = trail.before(before, PAGE);
        var values = new HashMap<String, Object>(more);
        values.put("lines", lines.stream().map(AuditServlet::shown).toList());
        values.put("mayErase", request.isUserInRole(Role.OWNER.id()));
        values.put("isNewest", before == Long.MAX_VALUE);
        values.put("isShared", trail.isShared());
        values.put("isAll", false);
        if (!lines.isEmpty() && lines.getLast().entry().number() > 1) {
            values.put("older", Long.toString(lines.getLast().entry().number()));
        }
        pages.show(request, response, AuditServlet.class, "audit.ftlh", values);
    }

    private static Map<String, Object> shown(AuditFile.Line line) {
        Entry entry = line.entry();
        return Map.of("number", Long.toString(entry.number()), "at", entry.at(), "who", entry.who(), "action",
                entry.action(), "subject", entry.subject(), "detail", line.detail().orElse(""), "isErased",
                line.detail().isEmpty(), "isGift", entry.action().startsWith("gift.") && GIFT.matcher(entry.subject()).matches());
    }

    private static Map<String, Object> shown(Proof proof) {
        return Map.of("entries", proof.entries(), "erased", proof.erased(), "hash", proof.hash(), "broken",
                proof.broken().orElse(""));
    }

    private static long before(FormFields query) throws BadFormException {
        try {
            return query.has("before") ? Long.parseLong(query.get("before")) : Long.MAX_VALUE;
        } catch (NumberFormatException e) {
            throw new BadFormException(400, "before is the number of an entry");
        }
    }
}
