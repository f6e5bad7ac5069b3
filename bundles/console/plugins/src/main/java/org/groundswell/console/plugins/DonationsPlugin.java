package org.groundswell.console.plugins;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.apache.felix.webconsole.servlet.AbstractServlet;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.Ledger;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.forms.FormFields;
import org.groundswell.shared.money.MoneyText;
import org.joda.money.Money;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.owasp.encoder.Encode;

/** All donations, newest first, a page at a time. */
@Component(service = Servlet.class, property = {"felix.webconsole.label=donations",
    "felix.webconsole.title=Donations", "felix.webconsole.category=Groundswell"})
public final class DonationsPlugin extends AbstractServlet {
    private static final long serialVersionUID = 1L;
    private static final int PAGE = 100;

    private final transient Ledger ledger;

    @Activate
    public DonationsPlugin(@Reference Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public void renderContent(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var out = response.getWriter();
        List<Donation> page = ledger.newest(before(request), PAGE);
        var table = new Table(out, "Pledged", "State", "Amount", "Counts", "Fee", "Campaign", "Name", "E-mail",
                "Provider", "Donation");
        for (Donation donation : page) {
            var pledge = donation.pledge();
            table.row(pledge.at(), donation.state() + (pledge.test() ? " (test)" : ""),
                    written(pledge.amount()), written(donation.counted()),
                    donation.fee() == null ? "" : written(donation.fee()), pledge.campaign(),
                    pledge.donor().name() + (pledge.donor().anonymous() ? " (not to be named)" : ""),
                    pledge.donor().email(), donation.payment() == null ? "" : donation.payment().provider(),
                    pledge.id());
        }
        table.end();
        if (page.size() == PAGE) {
            out.print("<p><a href=\"?before=" + Encode.forUriComponent(page.getLast().pledge().id().toString())
                    + "\">Older</a></p>");
        }
    }

    /** In the console's language. */
    static String written(Money amount) {
        return MoneyText.exact(amount, "en");
    }

    static UUID before(HttpServletRequest request) {
        try {
            String id = FormFields.query(request).get("before");
            return id.isEmpty() ? null : UUID.fromString(id);
        } catch (BadFormException | IllegalArgumentException e) {
            return null;
        }
    }
}
