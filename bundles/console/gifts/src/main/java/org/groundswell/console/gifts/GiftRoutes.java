package org.groundswell.console.gifts;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.groundswell.console.api.AuditLog;
import org.groundswell.console.api.Role;
import org.groundswell.console.api.rest.Field;
import org.groundswell.console.api.rest.RestAnswer;
import org.groundswell.console.api.rest.RestCall;
import org.groundswell.console.api.rest.RestProblemException;
import org.groundswell.console.api.rest.RestRoutes;
import org.groundswell.console.api.rest.Route;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.gifts.GiftBook;
import org.groundswell.donations.api.gifts.Remark;
import org.groundswell.donations.api.receipts.IssuedReceipt;
import org.groundswell.donations.api.receipts.ReceiptBook;
import org.groundswell.donations.api.search.GiftSearch;
import org.groundswell.shared.forms.FormFields;
import org.groundswell.shared.money.MoneyText;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What the pages about gifts do, for programs: by the same code, with the same roles, noted alike. */
@Component
public final class GiftRoutes implements RestRoutes {
    private static final Set<Role> LOOKS = Set.of(Role.VIEWER, Role.EDITOR, Role.FINANCE);
    private static final Set<Role> EDITS = Set.of(Role.EDITOR);
    private static final Set<Role> MONEY = Set.of(Role.FINANCE);
    private static final int PAGE = 50;
    private static final int LARGEST_PAGE = 500;
    private static final String LANGUAGE = "en";
    private static final String AMOUNT = "[0-9]{1,12}(\\.[0-9]{1,3})?";
    private static final Field ID = Field.path("id", "The gift's number.").like("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final Ledger ledger;
    private final GiftBook book;
    private final ReceiptBook receipts;
    private final GiftSearch search;
    private final GiftChanges changes;
    private final Entering entering;
    private final GiftExport export;
    private final Choices choices;
    private final AuditLog audit;
    private final List<Route> routes;

    @Activate
    public GiftRoutes(@Reference Ledger ledger, @Reference GiftBook book, @Reference ReceiptBook receipts,
            @Reference GiftSearch search, @Reference GiftChanges changes, @Reference Entering entering,
            @Reference GiftExport export, @Reference Choices choices, @Reference AuditLog audit) {
        this.ledger = ledger;
        this.book = book;
        this.receipts = receipts;
        this.search = search;
        this.changes = changes;
        this.entering = entering;
        this.export = export;
        this.choices = choices;
        this.audit = audit;
        this.routes = declared();
    }

    @Override
    public List<Route> routes() {
        return routes;
    }

    private List<Route> declared() {
        Field reason = Field.body("reason", "For colleagues, not for the donor.").as(Field.Kind.LINES).upTo(Remark.LONGEST);
        Field amount = Field.body("amount", "With a point before cents, such as 12.50.").like(AMOUNT);
        Field name = Field.body("name", "The donor's name; empty for none.");
        Field email = Field.body("email", "The donor's e-mail address; empty for none.").upTo(254);
        return List.of(
                Route.get("/gifts", "Gifts, the latest first, or those that are looked for", LOOKS, with(filters(),
                        Field.query("before", "The next of the page before.").like("[0-9a-fA-F-]{1,36}"),
                        Field.query("limit", "How many: 1 to 500, or 50.").like("[1-9][0-9]?|[1-4][0-9]{2}|500")),
                        GiftJson.Page.class, guarded(this::list)),
                Route.get("/gifts/{id}", "One gift with its story", LOOKS, List.of(ID), GiftJson.WithStory.class,
                        guarded(call -> shown(gift(call)))),
                Route.post("/gifts", "Enter a gift that came through no gateway", MONEY, List.of(
                        Field.body("campaign", "The campaign's id.").mustBeThere(),
                        Field.body("way", "How it came.").mustBeThere().oneOf(Choices.ways()), amount.mustBeThere(), name, email,
                        Field.body("words", "A note for colleagues.").as(Field.Kind.LINES).upTo(Remark.LONGEST),
                        Field.body("shown", "Whether the donor wants the name to be shown on the site.").as(Field.Kind.FLAG),
                        Field.body("test", "Whether it is a test, in which no money moved.").as(Field.Kind.FLAG)),
                        201, GiftJson.WithStory.class, guarded(this::enter)).needing(Route.Need.KEY),
                change("/refunds", "Give money back, all of it or a part", MONEY, "refund", ID, amount.mustBeThere(), reason,
                        Field.body("left", "What counted when you looked; where it is another amount by now, nothing goes back.")
                                .like(AMOUNT))
                        .needing(Route.Need.KEY),
                change("/refunds/confirmation", "Ask the gateway about a refund that it has not confirmed", MONEY, "confirm",
                        ID),
                change("/notes", "Note something for colleagues", EDITS, "note", ID,
                        Field.body("words", "The note.").as(Field.Kind.LINES).upTo(Remark.LONGEST).mustBeThere()),
                change("/receipt", "Send the receipt once more", EDITS, "receipt", ID),
                change("/erasure", "Forget the donor", EDITS, "erase", ID, Field.body("scope", "This gift only, or all gifts of"
                        + " its e-mail address.").mustBeThere().oneOf(List.of("this", "all"))),
                change("/donor", "Put the donor's name and addresses right", EDITS, "correct", ID, name, email,
                        Field.body("address", "The postal address; empty for none.").as(Field.Kind.LINES).upTo(300))
                        .by(Route.Method.PUT).needing(Route.Need.TAG),
                Route.get("/exports/gifts", "Gifts as a file", MONEY, with(filters(), Field.query("format", "As which file.")
                        .oneOf(FileFormat.words()).mustBeThere()), null, guarded(this::file))
                        .givingFile(Arrays.stream(FileFormat.values()).map(FileFormat::type).toList()));
    }

    private static Route.Handler guarded(Route.Handler handler) {
        return RestProblems.guarded(handler);
    }

    private Route change(String path, String summary, Set<Role> roles, String what, Field... fields) {
        return Route.post("/gifts/{id}" + path, summary, roles, List.of(fields), 200, GiftJson.WithStory.class,
                guarded(call -> change(call, what)));
    }

    private static List<Field> filters() {
        return List.of(
                Field.query("words", "A name, an e-mail address, an amount, or the number of a gift, receipt or payment."),
                Field.query("state", "How it stands.").oneOf(Arrays.stream(DonationState.values()).map(Enum::name).toList()),
                Field.query("provider", "A gateway's name, or how it came without one."),
                Field.query("campaign", "The campaign's id."),
                Field.query("from", "The first day, in the site's time zone.").like("[0-9]{4}-[0-9]{2}-[0-9]{2}"),
                Field.query("until", "The last day.").like("[0-9]{4}-[0-9]{2}-[0-9]{2}"));
    }

    private static List<Field> with(List<Field> fields, Field... more) {
        var all = new ArrayList<>(fields);
        all.addAll(List.of(more));
        return all;
    }

    private Filters filters(RestCall call) throws IOException {
        return RestProblems.checked(() -> Filters.of(new FormFields(call.values()), choices.site().zone()));
    }

    private RestAnswer list(RestCall call) throws IOException {
        int limit = call.values().containsKey("limit") ? Integer.parseInt(call.get("limit")) : PAGE;
        Filters filters = filters(call);
        return RestAnswer.of(GiftJson.Page.of(RestProblems.checked(() -> Listing.of(ledger, search, filters.query(),
                call.get("before"), Math.min(limit, LARGEST_PAGE)))));
    }

    private RestAnswer enter(RestCall call) throws IOException {
        var form = new FormFields(call.values()).with("key", call.key());
        return switch (RestProblems.checked(() -> entering.enter(call.request(), form, LANGUAGE))) {
            case Entering.Entered entered -> {
                RestAnswer.Json shown = shown(ledger.donation(entered.id()).orElseThrow());
                yield new RestAnswer.Json(shown.body(), shown.tag(), "/gifts/" + entered.id());
            }
            case Entering.NotLikeThis notLikeThis -> throw RestProblems.of(Page.UNPROCESSABLE, notLikeThis.problem(), "");
            case Entering.ForeignKey _ -> throw RestProblems.of(409, "problem.form", "");
        };
    }

    private RestAnswer change(RestCall call, String what) throws IOException {
        Donation gift = gift(call);
        var form = new HashMap<>(call.values());
        form.putAll(Map.of("do", what, "how", "part", "key", call.key(), "basis", call.tag(), "sure", "yes"));
        if (what.equals("correct") && !call.tag().matches("[0-9]{1,18}")) {
            throw RestProblems.of(412, "problem.stale", "");
        }
        GiftChanges.Result result = RestProblems.checked(() -> changes.make(call.request(), gift, new FormFields(form)));
        if (result.done() == null) {
            throw RestProblems.of(result.status(), result.problem(), result.with());
        }
        return shown(gift(call));
    }

    private RestAnswer file(RestCall call) throws IOException {
        Filters filters = filters(call);
        FileFormat format = FileFormat.of(call.get("format")).orElseThrow();
        if (!export.isComplete(filters.query())) {
            throw new RestProblemException(503, "behind", "The search has not read all gifts yet, and some would be missing in the"
                    + " file. Ask again in a few minutes, or for all gifts.");
        }
        audit.note(call.request(), "gift.export", "gifts", filters.impersonal());
        return new RestAnswer.File(format.type(), export.name(format),
                out -> export.write(filters.query(), format, out, (rows, last) -> { }));
    }

    private Donation gift(RestCall call) {
        return ledger.donation(UUID.fromString(call.get("id"))).orElseThrow(() ->
                new RestProblemException(404, "no-such-gift", "There is no gift of this number."));
    }

    private RestAnswer.Json shown(Donation gift) {
        UUID id = gift.pledge().id();
        var shown = new GiftJson.WithStory(GiftJson.of(gift), receipts.issued(id).map(IssuedReceipt::number),
                book.openRefund(id).filter(open -> gift.refunded().isLessThan(open.after()))
                        .map(open -> MoneyText.plain(open.amount())),
                Story.of(ledger.entries(id), book.remarks(id)).stream().map(GiftJson.Event::of).toList());
        return new RestAnswer.Json(shown, Long.toString(gift.version()), "");
    }
}
