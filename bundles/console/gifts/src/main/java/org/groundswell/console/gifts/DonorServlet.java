package org.groundswell.console.gifts;

import com.google.gson.stream.JsonWriter;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.console.api.AuditLog;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.gifts.GiftBook;
import org.groundswell.donations.api.receipts.IssuedReceipt;
import org.groundswell.donations.api.receipts.ReceiptBook;
import org.groundswell.donations.api.search.GiftSearch;
import org.groundswell.shared.forms.FormFields;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * All that the books know of a donor who asks for it (in the European Union by Articles 15 and 20 of the GDPR), as a file that
 * people and programs read. It does not say which of one's colleagues did something.
 */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = "editor")
@HttpWhiteboardServletPattern("/gifts/donor")
public final class DonorServlet extends Page {
    private static final long serialVersionUID = 1L;
    private static final String RETRY_SECONDS = "60";

    private final transient Ledger ledger;
    private final transient GiftBook book;
    private final transient ReceiptBook receipts;
    private final transient SameDonor donors;
    private final transient AuditLog audit;

    @Activate
    public DonorServlet(@Reference Ledger ledger, @Reference GiftBook book, @Reference ReceiptBook receipts,
            @Reference GiftSearch search, @Reference AuditLog audit) {
        this.ledger = ledger;
        this.book = book;
        this.receipts = receipts;
        this.donors = new SameDonor(ledger, search);
        this.audit = audit;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(response, () -> {
            Optional<Donation> gift = OwnGifts.number(FormFields.query(request).get("id")).flatMap(ledger::donation);
            if (gift.isEmpty()) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
            } else if (!donors.isComplete()) {
                response.setHeader("Retry-After", RETRY_SECONDS);
                response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            } else {
                write(request, response, gift.get());
            }
        });
    }

    private void write(HttpServletRequest request, HttpServletResponse response, Donation asked) throws IOException {
        Set<UUID> all = donors.gifts(asked);
        String id = asked.pledge().id().toString();
        audit.note(request, "gift.donor", id, "");
        response.setContentType("application/json");
        response.setHeader("Content-Disposition", "attachment; filename=\"donor-" + id + ".json\"");
        var json = new JsonWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8));
        json.setIndent("  ");
        json.beginObject().name("gifts").beginArray();
        for (UUID each : all) {
            Optional<Donation> gift = ledger.donation(each);
            if (gift.isPresent()) {
                write(json, gift.get());
            }
        }
        json.endArray().endObject().flush();
    }

    private void write(JsonWriter json, Donation gift) throws IOException {
        UUID id = gift.pledge().id();
        GiftJson said = GiftJson.of(gift);
        json.beginObject().name("gift").value(said.id()).name("pledged").value(said.at().toString())
                .name("state").value(said.state()).name("test").value(said.test())
                .name("currency").value(said.currency()).name("amount").value(said.amount())
                .name("counts").value(said.counted()).name("refunded").value(said.refunded())
                .name("campaign").value(said.campaign()).name("way").value(said.way().orElse(""))
                .name("payment").value(said.payment().orElse(""))
                .name("receipt").value(receipts.issued(id).map(IssuedReceipt::number).orElse(""))
                .name("name").value(said.name()).name("email").value(said.email())
                .name("address").value(said.address()).name("words").value(said.message())
                .name("anonymous").value(said.anonymous()).name("language").value(said.language())
                .name("monthly").value(said.monthly()).name("story").beginArray();
        for (var line : Story.of(ledger.entries(id), book.remarks(id))) {
            GiftJson.Event event = GiftJson.Event.of(line);
            json.beginObject().name("at").value(event.at().toString()).name("what").value(event.what())
                    .name("words").value(event.words().orElse("")).endObject();
        }
        json.endArray().endObject();
    }
}
