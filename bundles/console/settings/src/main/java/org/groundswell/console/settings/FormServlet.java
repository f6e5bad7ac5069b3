package org.groundswell.console.settings;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.groundswell.console.api.AdminPages;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.console.api.AuditLog;
import org.groundswell.kernel.api.keeper.Keeper;
import org.groundswell.kernel.api.keeper.SwapOutcome;
import org.groundswell.kernel.api.keeper.SwapRecord;
import org.groundswell.kernel.api.settings.SettingsForm;
import org.groundswell.kernel.api.settings.SettingsForms;
import org.groundswell.shared.forms.FormFields;
import org.groundswell.shared.servlets.FormPage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** The settings of one component, or of one of its instances. */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = "operator")
@HttpWhiteboardServletPattern("/settings/form")
public final class FormServlet extends FormPage {
    private static final long serialVersionUID = 1L;
    private static final String INSTANCE = "[A-Za-z0-9][A-Za-z0-9_-]{0,49}";

    private final transient AdminPages pages;
    private final transient SettingsForms forms;
    private final transient SecretFiles secrets;
    private final transient Keeper keeper;
    private final transient AuditLog audit;

    @Activate
    public FormServlet(@Reference AdminPages pages, @Reference SettingsForms forms, @Reference SecretFiles secrets,
            @Reference Keeper keeper, @Reference AuditLog audit) {
        this.pages = pages;
        this.forms = forms;
        this.secrets = secrets;
        this.keeper = keeper;
        this.audit = audit;
    }

    /** What was typed and is not in force, with what is wrong about it by key. */
    private record Typed(Map<String, String> values, Map<String, String> problems, String name) {
        private static final Typed NOTHING = new Typed(Map.of(), Map.of(), "");
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(response, () -> {
            FormFields query = FormFields.query(request);
            Optional<SettingsForm> form = forms.find(query.get("pid"));
            if (form.isEmpty()) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
            } else {
                show(request, response, form.get(), Typed.NOTHING, query.get("done").equals("saved"));
            }
        });
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(response, () -> {
            FormFields sent = FormFields.read(request);
            Optional<SettingsForm> form = forms.find(sent.get("pid"));
            if (form.isEmpty()) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
                return;
            }
            switch (sent.get("do")) {
                case "save" -> save(request, response, form.get(), sent);
                case "reset" -> reset(request, response, form.get());
                default -> response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            }
        });
    }

    private void save(HttpServletRequest request, HttpServletResponse response, SettingsForm form, FormFields sent)
            throws IOException {
        var answers = Answers.of(form, sent);
        String name = sent.get("name");
        String pid = form.isFactory() ? form.pid() + "~" + name : form.pid();
        Map<String, String> problems;
        if (form.isFactory() && !name.matches(INSTANCE)) {
            problems = Map.of("name", "problem.name");
        } else if (form.isFactory() && forms.all().stream().anyMatch(each -> each.pid().equals(pid))) {
            problems = Map.of("name", "problem.taken");
        } else if (!form.isFactory() && !sent.get("basis").equals(Answers.basis(form))) {
            response.setStatus(HttpServletResponse.SC_CONFLICT);
            show(request, response, form, new Typed(Map.of(), Map.of("", "problem.stale"), name), false);
            return;
        } else {
            audit.note(request, "settings.save", pid, String.join(", ", answers.changed(form)));
            problems = secrets.keeping(pid, answers.secrets(), named -> forms.save(pid, answers.with(named)));
        }
        if (problems.isEmpty()) {
            saved(response, pid);
        } else {
            response.setStatus(UNPROCESSABLE);
            show(request, response, form, new Typed(answers.shown(), problems, name), false);
        }
    }

    private void reset(HttpServletRequest request, HttpServletResponse response, SettingsForm form) throws IOException {
        audit.note(request, "settings.reset", form.pid(), "");
        forms.reset(form.pid());
        if (form.pid().contains("~")) {
            see(response, "/admin/settings");
        } else {
            saved(response, form.pid());
        }
    }

    private static void saved(HttpServletResponse response, String pid) {
        see(response, "/admin/settings/form?pid=" + URLEncoder.encode(pid, StandardCharsets.UTF_8) + "&done=saved");
    }

    private void show(HttpServletRequest request, HttpServletResponse response, SettingsForm form, Typed typed,
            boolean isSaved) throws IOException {
        var values = new HashMap<String, Object>();
        values.put("pid", form.pid());
        values.put("heading", form.title().isEmpty() ? form.pid() : form.title());
        values.put("isFactory", form.isFactory());
        values.put("isInstance", form.pid().contains("~"));
        values.put("isSaved", isSaved);
        values.put("name", typed.name());
        values.put("basis", Answers.basis(form));
        values.put("problems", typed.problems());
        values.put("fileProblems", form.problems());
        values.put("fields", form.settings().stream().map(each -> Answers.shown(each, typed.values())).toList());
        takenBack(form.pid()).ifPresent(each -> values.put("takenBack", Map.of("at", each.at(), "reason", each.reason())));
        pages.show(request, response, FormServlet.class, "form.ftlh", values);
    }

    /** How the last change of these settings went, where they did not stay. */
    private Optional<SwapRecord> takenBack(String pid) {
        List<SwapRecord> history = keeper.history();
        return history.reversed().stream().filter(each -> each.by().equals("settings " + pid)).findFirst()
                .filter(each -> each.outcome() == SwapOutcome.ROLLED_BACK);
    }
}
