package org.groundswell.console.site;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.groundswell.console.api.AdminPages;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.pages.api.check.Finding;
import org.groundswell.pages.api.check.Finding.Severity;
import org.groundswell.pages.api.editing.TextChange;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.forms.FormFields;
import org.groundswell.shared.forms.LargeForm;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that is to be mended on the site, each with its place, and a way to where it is mended. */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = "editor")
@HttpWhiteboardServletPattern(CheckServlet.PATTERN)
public final class CheckServlet extends SitePage {
    static final String PATTERN = "/site/check";
    private static final String ADDRESS = "/admin" + PATTERN;
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(CheckServlet.class);
    private static final int MOST_FIELDS = 5;

    private final transient AdminPages pages;
    private final transient SiteChecks checks;

    @Activate
    public CheckServlet(@Reference AdminPages pages, @Reference SiteChecks checks) {
        this.pages = pages;
        this.checks = checks;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(response, () -> show(request, response, FormFields.query(request).has("failed")));
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(response, () -> {
            Map<String, String> form = LargeForm.read(request, MOST_FIELDS);
            String what = form.getOrDefault("do", "");
            if (!what.equals("look") && !what.equals("outside")) {
                throw new BadFormException(400, "do: expected look or outside");
            }
            try {
                checks.look(what.equals("outside"));
                see(response, ADDRESS);
            } catch (IOException e) {
                LOG.warn("The site could not be looked through: {}", e.getMessage());
                see(response, ADDRESS + "?failed=yes");
            }
        });
    }

    private void show(HttpServletRequest request, HttpServletResponse response, boolean hasFailed) throws IOException {
        var values = new HashMap<String, Object>();
        Optional<SiteChecks.Report> last = checks.last();
        values.put("style", FilesServlet.STYLE_ADDRESS);
        values.put("failed", hasFailed);
        last.ifPresent(report -> {
            values.put("at", Instant.ofEpochMilli(report.at()));
            values.put("outside", report.outside());
            values.put("errors", report.findings().stream().filter(each -> each.severity() == Severity.ERROR).count());
            values.put("warnings", report.findings().stream().filter(each -> each.severity() == Severity.WARNING).count());
            values.put("files", files(report.findings()));
        });
        pages.show(request, response, CheckServlet.class, "check.ftlh", values);
    }

    private static List<Map<String, Object>> files(List<Finding> findings) {
        var byFile = new LinkedHashMap<String, List<Map<String, Object>>>();
        findings.forEach(each -> byFile.computeIfAbsent(each.file(), _ -> new ArrayList<>()).add(Map.of("line", each.line(),
                "isError", each.severity() == Severity.ERROR, "message", each.message(), "suggestion", each.suggestion())));
        return byFile.entrySet().stream().map(each -> {
            var file = new HashMap<String, Object>(Map.of("name", each.getKey(), "findings", each.getValue()));
            editor(each.getKey()).ifPresent(address -> file.put("address", address));
            return (Map<String, Object>) file;
        }).toList();
    }

    /** Where a file is written, if it is in the console. */
    private static Optional<String> editor(String file) {
        if (!TextChange.isText(file)) {
            return Optional.empty();
        }
        Item item = Item.ofFile(file);
        String[] parts = file.split("[/.]");
        String column = item.isSingle() ? item.id() : parts[1];
        return Optional.of(address(item) + "#text-" + column);
    }
}
