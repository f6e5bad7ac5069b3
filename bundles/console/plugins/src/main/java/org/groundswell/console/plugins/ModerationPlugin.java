package org.groundswell.console.plugins;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.felix.webconsole.servlet.AbstractServlet;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.moderation.Decision;
import org.groundswell.donations.api.moderation.Moderation;
import org.groundswell.donations.api.moderation.Moderation.Shown;
import org.groundswell.donations.api.moderation.Publicity;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.forms.FormFields;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.owasp.encoder.Encode;

/** Where an admin reads donors' names and words and decides what everybody sees. */
@Component(service = Servlet.class, property = {"felix.webconsole.label=moderation",
    "felix.webconsole.title=Names and words", "felix.webconsole.category=Groundswell"})
public final class ModerationPlugin extends AbstractServlet {
    private static final long serialVersionUID = 1L;
    /** Donations that are looked at for one page. */
    private static final int PAGE = 200;
    private static final int RELEASED = 50;
    /** However long a name is, the buttons beside it stay in sight. */
    private static final String WRAPPED = "<td style=\"overflow-wrap: anywhere\"><bdi>";

    private final transient Ledger ledger;
    private final transient Moderation moderation;

    @Activate
    public ModerationPlugin(@Reference Ledger ledger, @Reference Moderation moderation) {
        this.ledger = ledger;
        this.moderation = moderation;
    }

    @Override
    public void renderContent(HttpServletRequest request, HttpServletResponse response) throws IOException {
        PrintWriter out = response.getWriter();
        List<Donation> page = ledger.newest(DonationsPlugin.before(request), PAGE);
        List<Donation> said = page.stream().filter(this::isShown)
                .filter(ModerationPlugin::saysSomething).toList();
        List<Donation> waiting = said.stream().filter(moderation::waits).toList();
        out.print("<p>Names: " + words(moderation.names()) + ". Words: " + words(moderation.words())
                + ". To change that: <i>Configuration</i>, <i>Groundswell donations: what everybody sees of donors</i>."
                + "</p>");
        table(out, "Waiting to be read", waiting);
        if (waiting.size() > 1) {
            all(out, waiting);
        }
        var seen = new ArrayList<>(said);
        seen.removeAll(waiting);
        moderation.released(RELEASED).stream().flatMap(id -> ledger.donation(id).stream())
                .filter(each -> !seen.contains(each)).forEach(seen::add);
        table(out, "Read, or shown by rule", seen);
        if (page.size() == PAGE) {
            out.print("<p><a href=\"?before=" + page.getLast().pledge().id() + "\">Older</a></p>");
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            FormFields form = FormFields.read(request);
            decide(Arrays.stream(form.get("donation").split(" ")).map(UUID::fromString).toList(),
                    Decision.valueOf(form.get("decision").toUpperCase(Locale.ROOT)));
        } catch (BadFormException e) {
            response.sendError(e.status());
            return;
        } catch (IllegalArgumentException e) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", request.getRequestURI());
    }

    private void decide(List<UUID> donations, Decision decision) {
        donations.stream().collect(Collectors.groupingBy(id -> ledger.donation(id)
                .map(donation -> of(decision, donation)).orElse(decision)))
                .forEach((each, ids) -> moderation.decide(ids, each));
    }

    /** Who has written no words shows only a name: what is released is for whoever looks for words. */
    private static Decision of(Decision decision, Donation donation) {
        return decision == Decision.SHOW && donation.pledge().donor().message().isEmpty() ? Decision.NAME : decision;
    }

    /** What was given back, or tried before the evening, is on no page. */
    private boolean isShown(Donation donation) {
        var pledge = donation.pledge();
        return ledger.totals(pledge.campaign(), pledge.amount().getCurrencyUnit()).shows(donation);
    }

    private static boolean saysSomething(Donation donation) {
        var donor = donation.pledge().donor();
        return !donor.message().isEmpty() || !donor.name().isEmpty() && !donor.anonymous();
    }

    private void table(PrintWriter out, String title, List<Donation> donations) {
        out.print("<h3>" + title + "</h3><table class=\"nicetable ui-widget\"><thead class=\"ui-widget-header\"><tr>"
                + "<th>At</th><th>Gift</th><th>Name</th><th>Words</th><th>Shown now</th><th></th></tr></thead>"
                + "<tbody class=\"ui-widget-content\">");
        donations.forEach(each -> row(out, each));
        out.print(donations.isEmpty() ? "<tr><td colspan=\"6\">None on this page.</td></tr>" : "");
        out.print("</tbody></table>");
    }

    private void row(PrintWriter out, Donation donation) {
        var donor = donation.pledge().donor();
        String marks = (donation.pledge().test() ? " (test)" : "") + (donor.anonymous() ? " (not to be named)" : "");
        out.print("<tr><td>" + Table.text(donation.pledge().at().truncatedTo(ChronoUnit.SECONDS)) + "</td><td>"
                + Table.text(DonationsPlugin.written(donation.counted()) + ", " + donation.pledge().campaign()) + "</td>"
                + WRAPPED + Table.text(donor.name()) + "</bdi>" + marks + "</td>" + WRAPPED
                + Table.text(donor.message()) + "</bdi></td><td>" + now(moderation.shown(donation))
                + "</td><td><form method=\"post\"><input type=\"hidden\" name=\"donation\" value=\""
                + donation.pledge().id() + "\">");
        Optional<Decision> decided = moderation.decision(donation.pledge().id());
        boolean both = !donor.message().isEmpty() && !donor.name().isEmpty() && !donor.anonymous();
        for (Decision decision : Decision.values()) {
            if (!decided.equals(Optional.of(of(decision, donation))) && (both || decision != Decision.NAME)) {
                out.print(button(decision, words(decision)));
            }
        }
        out.print("</form></td></tr>");
    }

    private static void all(PrintWriter out, List<Donation> waiting) {
        out.print("<form method=\"post\"><input type=\"hidden\" name=\"donation\" value=\"" + String.join(" ",
                waiting.stream().map(each -> each.pledge().id().toString()).toList()) + "\">"
                + button(Decision.SHOW, "I have read all " + waiting.size() + ": show them") + "</form>");
    }

    private static String button(Decision decision, String label) {
        return "<button name=\"decision\" value=\"" + decision.name().toLowerCase(Locale.ROOT) + "\">"
                + Encode.forHtml(label) + "</button> ";
    }

    private static String now(Shown shown) {
        String name = shown.name().isEmpty() ? "" : "name";
        String words = shown.message().isEmpty() ? "" : "words";
        return name.isEmpty() && words.isEmpty() ? "nothing"
                : name + (name.isEmpty() || words.isEmpty() ? "" : " and ") + words;
    }

    private static String words(Decision decision) {
        return switch (decision) {
            case SHOW -> "Show";
            case NAME -> "Name only";
            case HIDE -> "Hide";
        };
    }

    private static String words(Publicity publicity) {
        return switch (publicity) {
            case AT_ONCE -> "shown at once";
            case ONCE_READ -> "shown when they were read here";
            case NEVER -> "never shown";
        };
    }
}
