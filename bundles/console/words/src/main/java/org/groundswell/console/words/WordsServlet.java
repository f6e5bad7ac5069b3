package org.groundswell.console.words;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.groundswell.console.api.AdminPages;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.console.api.AuditLog;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.moderation.Decision;
import org.groundswell.donations.api.moderation.Moderation;
import org.groundswell.donations.api.search.GiftSearch;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.forms.FormFields;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Where an editor reads donors' names and words and decides what everybody sees, before and after it is shown. */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = "editor", org_groundswell_admin_menu = "menu.words",
        org_groundswell_admin_order = 40)
@HttpWhiteboardServletPattern(WordsServlet.PATTERN)
public final class WordsServlet extends EditorPage {
    static final String PATTERN = "/words";
    private static final String ADDRESS = "/admin" + PATTERN;
    private static final long serialVersionUID = 1L;
    private static final int MOST_FIELDS = 200;
    /** Before a gift's number in the name of a field. */
    private static final String ONE = "d-";
    /** The same for what was decided when the page was made, "" where nothing was. */
    private static final String WAS = "was-";

    private final transient AdminPages pages;
    private final transient Ledger ledger;
    private final transient Moderation moderation;
    private final transient SaidGifts gifts;
    private final transient AuditLog audit;

    @Activate
    public WordsServlet(@Reference AdminPages pages, @Reference Ledger ledger, @Reference Moderation moderation,
            @Reference GiftSearch search, @Reference AuditLog audit) {
        this.pages = pages;
        this.ledger = ledger;
        this.moderation = moderation;
        this.gifts = new SaidGifts(ledger, moderation, search);
        this.audit = audit;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(response, () -> {
            FormFields sent = FormFields.query(request);
            SaidGifts.Which which = which(sent.get("which"));
            SaidGifts.Page page = gifts.page(which, sent.get("words"), sent.get("before"));
            var values = new HashMap<String, Object>();
            values.put("which", which.word());
            values.put("all", Arrays.stream(SaidGifts.Which.values()).map(SaidGifts.Which::word).toList());
            values.put("words", sent.get("words"));
            values.put("gifts", page.gifts().stream().map(this::values).toList());
            values.put("ids", page.gifts().stream().map(each -> each.pledge().id().toString())
                    .collect(Collectors.joining(" ")));
            page.next().ifPresent(next -> values.put("next", next));
            for (String count : List.of("done", "others", "hidden")) {
                if (sent.get(count).matches("[0-9]{1,4}")) {
                    values.put(count, Integer.parseInt(sent.get(count)));
                }
            }
            values.put("names", moderation.names().name());
            values.put("rule", moderation.words().name());
            values.put("script", WordsScript.ADDRESS);
            pages.show(request, response, WordsServlet.class, "words.ftlh", values);
        });
    }

    private static SaidGifts.Which which(String word) throws BadFormException {
        return word.isEmpty() ? SaidGifts.Which.WAITING : Arrays.stream(SaidGifts.Which.values())
                .filter(each -> each.word().equals(word)).findFirst()
                .orElseThrow(() -> new BadFormException(400, "which: expected waiting, shown, hidden or all"));
    }

    /** A gift as the template shows it. */
    private Map<String, Object> values(Donation gift) {
        var pledge = gift.pledge();
        var donor = pledge.donor();
        Moderation.Shown shown = moderation.shown(gift);
        var values = new HashMap<String, Object>();
        values.put("id", pledge.id().toString());
        values.put("at", pledge.at());
        values.put("amount", gift.counted());
        values.put("name", donor.name());
        values.put("words", donor.message());
        values.put("anonymous", donor.anonymous());
        values.put("isTest", pledge.test());
        values.put("now", SaidGifts.shownPart(shown));
        values.put("decided", decided(gift));
        values.put("hasBoth", SaidGifts.hasBoth(gift));
        return values;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(response, () -> {
            FormFields form = FormFields.read(request, MOST_FIELDS);
            SaidGifts.Which which = which(form.get("which"));
            Map<Donation, Decision> chosen = chosen(form);
            Map<UUID, String> seen = seen(form);
            chosen.entrySet().removeIf(each -> isUnchanged(each.getKey(), each.getValue(), seen));
            int all = chosen.size();
            chosen.keySet().removeIf(gift -> !seen.getOrDefault(gift.pledge().id(), decided(gift)).equals(decided(gift)));
            int others = all - chosen.size();
            long hidden = chosen.entrySet().stream().filter(each -> isTakenDown(each.getKey(), each.getValue())).count();
            int changed = decide(request, chosen);
            see(response, ADDRESS + "?which=" + which.word() + "&done=" + changed
                    + (others == 0 ? "" : "&others=" + others) + (hidden == 0 ? "" : "&hidden=" + hidden));
        });
    }

    /** What is said of each gift; of all others on the page, that they may be shown, if somebody has read them all. */
    private Map<Donation, Decision> chosen(FormFields form) throws BadFormException {
        var decisions = new LinkedHashMap<UUID, Decision>();
        for (var field : form.values().entrySet()) {
            if (field.getKey().startsWith(ONE) && !field.getValue().isEmpty()) {
                Optional<UUID> id = number("gift", field.getKey().substring(ONE.length()));
                decisions.put(id.orElseThrow(() -> new BadFormException(400, "gift: expected a number")),
                        decision(field.getValue()));
            }
        }
        if (form.has("everything")) {
            Decision everything = decision(form.get("everything"));
            for (String each : form.get("ids").split(" ")) {
                number("ids", each).ifPresent(id -> decisions.putIfAbsent(id, everything));
            }
        }
        var known = new LinkedHashMap<Donation, Decision>();
        decisions.forEach((id, decision) -> ledger.donation(id).ifPresent(gift -> known.put(gift, decision)));
        return known;
    }

    /** How each stood when the page was made; somebody else may have decided since. */
    private static Map<UUID, String> seen(FormFields form) throws BadFormException {
        var seen = new HashMap<UUID, String>();
        for (var field : form.values().entrySet()) {
            if (field.getKey().startsWith(WAS)) {
                UUID id = number("gift", field.getKey().substring(WAS.length()))
                        .orElseThrow(() -> new BadFormException(400, "gift: expected a number"));
                seen.put(id, field.getValue().isEmpty() ? "" : word(decision(field.getValue())));
            }
        }
        return seen;
    }

    /** Whether everybody could read what nobody is to read any more: then others may have copies. */
    private boolean isTakenDown(Donation gift, Decision decision) {
        String shown = SaidGifts.shownPart(moderation.shown(gift));
        Decision meant = SaidGifts.meant(decision, gift);
        return meant == Decision.HIDE && !shown.equals("nothing")
                || meant == Decision.NAME && (shown.equals("both") || shown.equals("words"));
    }

    /** Whether the form says of a gift what its page said. */
    private static boolean isUnchanged(Donation gift, Decision decision, Map<UUID, String> seen) {
        return word(SaidGifts.meant(decision, gift)).equals(seen.get(gift.pledge().id()));
    }

    private String decided(Donation gift) {
        return moderation.decision(gift.pledge().id()).map(each -> word(SaidGifts.meant(each, gift))).orElse("");
    }

    private static Decision decision(String word) throws BadFormException {
        return Arrays.stream(Decision.values()).filter(each -> word(each).equals(word)).findFirst()
                .orElseThrow(() -> new BadFormException(400, "decision: expected show, name or hide"));
    }

    /** @return how many gifts that were not decided like this before */
    private int decide(HttpServletRequest request, Map<Donation, Decision> chosen) throws IOException {
        var news = new LinkedHashMap<Decision, List<UUID>>();
        chosen.forEach((gift, decision) -> {
            Decision meant = SaidGifts.meant(decision, gift);
            UUID id = gift.pledge().id();
            if (!moderation.decision(id).equals(Optional.of(meant))) {
                news.computeIfAbsent(meant, _ -> new ArrayList<>()).add(id);
            }
        });
        int count = 0;
        for (var each : news.entrySet()) {
            String ids = each.getValue().stream().map(UUID::toString).collect(Collectors.joining(" "));
            audit.note(request, "words." + word(each.getKey()), ids, "");
            moderation.decide(each.getValue(), each.getKey());
            count += each.getValue().size();
        }
        return count;
    }

    private static String word(Decision decision) {
        return decision.name().toLowerCase(Locale.ROOT);
    }
}
