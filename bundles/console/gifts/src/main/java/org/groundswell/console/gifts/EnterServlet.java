package org.groundswell.console.gifts;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.groundswell.console.api.AdminPages;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.donations.api.Ledger;
import org.groundswell.shared.forms.FormFields;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** A gift that came by bank, by phone or in cash is entered by hand. */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = "finance")
@HttpWhiteboardServletPattern("/gifts/new")
public final class EnterServlet extends Page {
    private static final long serialVersionUID = 1L;

    private final transient AdminPages pages;
    private final transient Ledger ledger;
    private final transient Choices choices;
    private final transient Entering entering;

    @Activate
    public EnterServlet(@Reference AdminPages pages, @Reference Ledger ledger, @Reference Choices choices,
            @Reference Entering entering) {
        this.pages = pages;
        this.ledger = ledger;
        this.choices = choices;
        this.entering = entering;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        show(request, response, Map.of(), "");
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(response, () -> {
            FormFields form = FormFields.read(request, "words");
            switch (entering.enter(request, form, pages.language(request).toLanguageTag())) {
                case Entering.Entered entered ->
                        see(response, GiftServlet.address(entered.id().toString()) + "&done=entered");
                case Entering.NotLikeThis notLikeThis -> {
                    response.setStatus(UNPROCESSABLE);
                    show(request, response, form.values(), notLikeThis.problem());
                }
                case Entering.ForeignKey _ -> {
                    response.setStatus(HttpServletResponse.SC_CONFLICT);
                    show(request, response, form.with("key", "").values(), "problem.form");
                }
            }
        });
    }

    private void show(HttpServletRequest request, HttpServletResponse response, Map<String, String> typed,
            String problem) throws IOException {
        var values = new HashMap<String, Object>();
        values.put("campaigns", choices.campaigns(pages.language(request).toLanguageTag()));
        values.put("closed", choices.closed());
        values.put("currencies", choices.currencies());
        values.put("ways", Choices.ways());
        values.put("typed", typed);
        values.put("problem", problem);
        values.put("mayBeTest", PhoneFields.showsTests(choices, ledger));
        values.put("key", typed.getOrDefault("key", "").isEmpty() ? UUID.randomUUID().toString() : typed.get("key"));
        pages.show(request, response, EnterServlet.class, "enter.ftlh", values);
    }
}
