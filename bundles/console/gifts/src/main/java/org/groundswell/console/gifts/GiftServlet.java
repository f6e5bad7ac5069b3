package org.groundswell.console.gifts;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.groundswell.console.api.AdminPages;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.console.api.Role;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.gifts.GiftBook;
import org.groundswell.donations.api.gifts.Remark;
import org.groundswell.donations.api.receipts.IssuedReceipt;
import org.groundswell.donations.api.receipts.ReceiptBook;
import org.groundswell.shared.forms.FormFields;
import org.groundswell.shared.money.MoneyText;
import org.joda.money.Money;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** One gift with its story, and what may be done with it. */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = {"viewer", "editor", "finance"})
@HttpWhiteboardServletPattern(GiftServlet.PATTERN)
public final class GiftServlet extends Page {
    static final String PATTERN = "/gifts/gift";
    private static final String ADDRESS = "/admin" + PATTERN;
    private static final long serialVersionUID = 1L;
    private static final Set<String> MONEY = Set.of("refund", "confirm");
    private static final Set<String> DONE = Set.of("refunded", "corrected", "noted", "receipt", "erased", "entered");

    private final transient AdminPages pages;
    private final transient Ledger ledger;
    private final transient GiftBook book;
    private final transient ReceiptBook receipts;
    private final transient Choices choices;
    private final transient GiftChanges changes;

    @Activate
    public GiftServlet(@Reference AdminPages pages, @Reference Ledger ledger, @Reference GiftBook book,
            @Reference ReceiptBook receipts, @Reference Choices choices, @Reference GiftChanges changes) {
        this.pages = pages;
        this.ledger = ledger;
        this.book = book;
        this.receipts = receipts;
        this.choices = choices;
        this.changes = changes;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(response, () -> {
            FormFields sent = FormFields.query(request);
            Optional<Donation> gift = gift(sent);
            if (gift.isEmpty()) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
                return;
            }
            var values = new HashMap<String, Object>();
            if (DONE.contains(sent.get("done"))) {
                values.put("done", sent.get("done"));
            }
            show(request, response, gift.get(), values);
        });
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(response, () -> {
            FormFields form = FormFields.read(request, "address", "reason", "words");
            Optional<Donation> gift = gift(form);
            if (gift.isEmpty()) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
                return;
            }
            if (allows(request, response, MONEY.contains(form.get("do")) ? Role.FINANCE : Role.EDITOR)) {
                answer(request, response, changes.make(request, gift.get(), form), form);
            }
        });
    }

    private void answer(HttpServletRequest request, HttpServletResponse response, GiftChanges.Result result,
            FormFields form) throws IOException {
        if (result.done() != null) {
            see(response, address(form.get("id")) + "&done=" + result.done());
            return;
        }
        var values = new HashMap<String, Object>(Map.of("problem", result.problem(), "about", form.get("do")));
        values.put(result.with() instanceof Money ? "problemMoney" : "problemWith", result.with());
        values.put("typed", form.values());
        response.setStatus(result.status());
        show(request, response, gift(form).orElseThrow(), values);
    }

    static String address(String id) {
        return ADDRESS + "?id=" + id;
    }

    private Optional<Donation> gift(FormFields sent) {
        try {
            return ledger.donation(UUID.fromString(sent.get("id")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void show(HttpServletRequest request, HttpServletResponse response, Donation gift,
            Map<String, Object> values) throws IOException {
        UUID id = gift.pledge().id();
        String language = pages.language(request).toLanguageTag();
        List<Remark> remarks = book.remarks(id);
        values.put("gift", GiftValues.of(gift));
        values.put("left", MoneyText.plain(gift.counted()));
        values.put("labels", choices.gateways(language));
        values.put("campaigns", choices.campaigns(language));
        values.put("story", Story.of(ledger.entries(id), remarks));
        values.put("isErased", remarks.stream().anyMatch(each -> each.kind() == Remark.Kind.ERASED));
        receipts.issued(id).map(IssuedReceipt::number).ifPresent(number -> values.put("receipt", number));
        // What the gateway has told meanwhile is no question any more.
        book.openRefund(id).filter(open -> gift.refunded().isLessThan(open.after()))
                .ifPresent(open -> values.put("open", open.amount()));
        values.put("mayRefund", request.isUserInRole(Role.FINANCE.id()));
        values.put("mayEdit", request.isUserInRole(Role.EDITOR.id()));
        values.put("key", UUID.randomUUID().toString());
        values.putIfAbsent("typed", Map.of());
        pages.show(request, response, GiftServlet.class, "gift.ftlh", values);
    }
}
