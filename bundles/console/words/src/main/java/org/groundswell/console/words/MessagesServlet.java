package org.groundswell.console.words;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.groundswell.console.api.AdminPages;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.console.api.AuditLog;
import org.groundswell.kernel.api.mail.Mail;
import org.groundswell.kernel.api.ports.PortUnavailableException;
import org.groundswell.pages.api.contact.ContactAnswer;
import org.groundswell.pages.api.contact.ContactMessage;
import org.groundswell.pages.api.contact.ContactMessages;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.forms.FormFields;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** The messages from the contact form: read, answered, done. */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = "editor", org_groundswell_admin_menu = "menu.messages",
        org_groundswell_admin_order = 42)
@HttpWhiteboardServletPattern(MessagesServlet.PATTERN)
public final class MessagesServlet extends EditorPage {
    static final String PATTERN = "/messages";
    /** So far back messages are looked for. */
    static final int MOST = 10_000;
    private static final String ADDRESS = "/admin" + PATTERN;
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 30;
    private static final Set<String> WHICH = Set.of("open", "done", "all");
    private static final Set<String> DID = Set.of("done", "open", "answered");

    private final transient AdminPages pages;
    private final transient ContactMessages messages;
    private final transient AuditLog audit;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    transient volatile Mail mail;

    @Activate
    public MessagesServlet(@Reference AdminPages pages, @Reference ContactMessages messages, @Reference AuditLog audit) {
        this.pages = pages;
        this.messages = messages;
        this.audit = audit;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(response, () -> {
            FormFields sent = FormFields.query(request);
            String which = which(sent);
            UUID before = number("before", sent.get("before")).orElse(null);
            Set<UUID> done = messages.done();
            List<ContactMessage> asked = after(before, messages.latest(MOST)).stream()
                    .filter(each -> which.equals("all") || which.equals("done") == done.contains(each.id())).toList();
            var values = new HashMap<String, Object>();
            values.put("which", which);
            values.put("all", List.of("open", "done", "all"));
            List<ContactMessage> shown = asked.stream().limit(SHOWN).toList();
            List<ContactAnswer> answers = messages.answers(shown.stream().map(ContactMessage::id)
                    .collect(Collectors.toSet()));
            values.put("messages", shown.stream().map(each -> values(each, done.contains(each.id()), answers)).toList());
            values.put("mayAnswer", isMailReady());
            if (asked.size() > SHOWN) {
                values.put("next", asked.get(SHOWN - 1).id().toString());
            }
            if (DID.contains(sent.get("did"))) {
                values.put("did", sent.get("did"));
            }
            pages.show(request, response, MessagesServlet.class, "messages.ftlh", values);
        });
    }

    private static String which(FormFields sent) throws BadFormException {
        String which = sent.has("which") ? sent.get("which") : "open";
        if (!WHICH.contains(which)) {
            throw new BadFormException(400, "which: expected open, done or all");
        }
        return which;
    }

    /** Those that are older than this one; all where there is none or it is not among them. */
    private static List<ContactMessage> after(UUID before, List<ContactMessage> all) {
        for (int i = 0; before != null && i < all.size(); i++) {
            if (all.get(i).id().equals(before)) {
                return all.subList(i + 1, all.size());
            }
        }
        return all;
    }

    /** @param answers to it, and perhaps to others */
    static Map<String, Object> values(ContactMessage message, boolean isDone, List<ContactAnswer> answers) {
        return Map.of("id", message.id().toString(), "at", message.at(), "language", message.language(), "name",
                message.name(), "email", message.email(), "text", message.text(), "isDone", isDone,
                "mailto", MailLink.to(message.email()), "quoted", MailLink.quoted(message.text()), "answers",
                answers.stream().filter(each -> each.message().equals(message.id())).map(each -> Map.of("at", each.at(),
                        "by", each.by(), "subject", each.subject(), "text", each.text())).toList());
    }

    private boolean isMailReady() {
        Mail present = mail;
        try {
            return present != null && present.isReady();
        } catch (PortUnavailableException e) {
            return false;
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(response, () -> {
            FormFields form = FormFields.read(request);
            String which = which(form);
            boolean isDone = form.has("done");
            var ids = new ArrayList<UUID>();
            for (String each : form.get(isDone ? "done" : "open").split(" ")) {
                number("message", each).ifPresent(ids::add);
            }
            Set<UUID> known = messages.latest(MOST).stream().map(ContactMessage::id).collect(Collectors.toSet());
            if (ids.isEmpty() || !known.containsAll(ids)) {
                throw new BadFormException(400, "done, open: expected the numbers of messages");
            }
            // A form that comes twice has nothing to say the second time.
            Set<UUID> done = messages.done();
            ids.removeIf(each -> done.contains(each) == isDone);
            if (ids.isEmpty()) {
                see(response, ADDRESS + "?which=" + which + "&did=" + (isDone ? "done" : "open"));
                return;
            }
            audit.note(request, isDone ? "message.done" : "message.open",
                    ids.stream().map(UUID::toString).collect(Collectors.joining(" ")), "");
            messages.setDone(ids, isDone);
            see(response, ADDRESS + "?which=" + which + "&did=" + (isDone ? "done" : "open"));
        });
    }
}
