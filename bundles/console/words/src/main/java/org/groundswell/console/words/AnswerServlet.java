package org.groundswell.console.words;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.groundswell.console.api.AdminPages;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.console.api.AuditLog;
import org.groundswell.kernel.api.mail.Letter;
import org.groundswell.kernel.api.mail.Mail;
import org.groundswell.kernel.api.mail.MailException;
import org.groundswell.pages.api.contact.ContactAnswer;
import org.groundswell.pages.api.contact.ContactMessage;
import org.groundswell.pages.api.contact.ContactMessages;
import org.groundswell.shared.addresses.EmailAddress;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.forms.FormFields;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers a message by mail. What has gone out is kept with the message; a form that comes twice is one letter. */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = "editor")
@HttpWhiteboardServletPattern(AnswerServlet.PATTERN)
public final class AnswerServlet extends EditorPage {
    static final String PATTERN = MessagesServlet.PATTERN + "/answer";
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(AnswerServlet.class);
    private static final int LONGEST_SUBJECT = 200;
    private static final int LONGEST = 20_000;
    private static final String TEXTS = "org.groundswell.console.words.texts";
    private static final ResourceBundle.Control FILES =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private final transient AdminPages pages;
    private final transient ContactMessages messages;
    private final transient AuditLog audit;
    private final transient Clock clock = Clock.systemUTC();
    /** Messages to which an answer is being sent. */
    private final transient Map<UUID, Object> underWay = new ConcurrentHashMap<>();
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    transient volatile Mail mail;

    /** What was written, as it stands in the form. */
    private record Draft(String id, String subject, String text, String answerTo, boolean isDone) {
        static Draft of(FormFields form) {
            return new Draft(form.get("id"), form.get("subject"), form.get("text"),
                    EmailAddress.cleaned(form.get("answerTo")), form.has("isDone"));
        }
    }

    /** @param problem the key of the text that says what is in the way; "" for nothing */
    private record Outcome(String problem, String answer) {
        private static final Outcome GOOD = new Outcome("", "");
    }

    @Activate
    public AnswerServlet(@Reference AdminPages pages, @Reference ContactMessages messages, @Reference AuditLog audit) {
        this.pages = pages;
        this.messages = messages;
        this.audit = audit;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(response, () -> {
            ContactMessage message = message(FormFields.query(request));
            String quoted = "\n\n" + message.text().lines().map(each -> "> " + each).collect(Collectors.joining("\n"));
            show(request, response, message, new Draft(UUID.randomUUID().toString(), subject(message, request), quoted,
                    "", true), Outcome.GOOD);
        });
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(response, () -> {
            FormFields form = FormFields.read(request, "text");
            ContactMessage message = message(form);
            UUID id = number("id", form.get("id")).orElseThrow(() -> new BadFormException(400, "id: expected a number"));
            Draft draft = Draft.of(form);
            Outcome outcome = problem(draft, form);
            if (outcome.problem().isEmpty()) {
                outcome = once(request, message, id, draft, form.get("seen"));
            }
            if (!outcome.problem().isEmpty()) {
                response.setStatus(UNPROCESSABLE);
                show(request, response, message, draft, outcome);
                return;
            }
            see(response, "/admin" + MessagesServlet.PATTERN + "?did=answered");
        });
    }

    /**
     * A form that comes twice, by a double click or a reload, is one letter; one whose page lacked an answer of a colleague is
     * none before that was seen.
     */
    private Outcome once(HttpServletRequest request, ContactMessage message, UUID id, Draft draft, String seen)
            throws IOException {
        Object turn = underWay.computeIfAbsent(message.id(), _ -> new Object());
        try {
            synchronized (turn) {
                List<ContactAnswer> answers = messages.answers(Set.of(message.id()));
                if (answers.stream().anyMatch(each -> each.id().equals(id))) {
                    return Outcome.GOOD;
                }
                if (!seen.isEmpty() && !seen.equals(Integer.toString(answers.size()))) {
                    return new Outcome("answer.faster", "");
                }
                audit.note(request, "message.answer", message.id().toString(), id.toString());
                Outcome outcome = sent(message, draft);
                if (outcome.problem().isEmpty()) {
                    keep(new ContactAnswer(id, message.id(), clock.instant(), request.getRemoteUser(), draft.subject(),
                            draft.text()), draft.isDone());
                }
                return outcome;
            }
        } finally {
            underWay.remove(message.id(), turn);
        }
    }

    private static Outcome problem(Draft draft, FormFields form) {
        if (draft.subject().isBlank() || form.isLonger("subject", LONGEST_SUBJECT)) {
            return new Outcome("answer.subject.needed", "");
        }
        if (draft.text().isBlank() || form.isLonger("text", LONGEST)) {
            return new Outcome("answer.text.needed", "");
        }
        return draft.answerTo().isEmpty() || EmailAddress.isValid(draft.answerTo()) ? Outcome.GOOD
                : new Outcome("answer.answerTo.wrong", "");
    }

    private Outcome sent(ContactMessage message, Draft draft) {
        Mail present = mail;
        if (present == null) {
            return new Outcome("answer.noServer", "");
        }
        try {
            present.send(Letter.of(List.of(message.email()), draft.subject(), draft.text()).byHand()
                    .in(message.language()).answeredTo(draft.answerTo()).known("answer." + draft.id(), clock.instant()));
            return Outcome.GOOD;
        } catch (MailException e) {
            LOG.warn("The answer to message {} was not sent: {}", message.id(), e.getMessage());
            return new Outcome(switch (e.reason()) {
                case NO_SERVER -> "answer.noServer";
                case ADDRESS_REFUSED, SCRIPT_REFUSED -> "answer.address";
                default -> "answer.server";
            }, e.answer());
        }
    }

    /** It has gone out: what cannot be kept is no reason to have it sent again. */
    private void keep(ContactAnswer answer, boolean isDone) {
        try {
            messages.addAnswer(answer);
            if (isDone && !messages.done().contains(answer.message())) {
                messages.setDone(List.of(answer.message()), true);
            }
        } catch (UncheckedIOException e) {
            LOG.error("The answer {} to message {} has gone out and could not be kept: {}", answer.id(),
                    answer.message(), e.getMessage());
        }
    }

    private ContactMessage message(FormFields form) throws BadFormException {
        UUID asked = number("message", form.get("message")).orElse(null);
        return messages.latest(MessagesServlet.MOST).stream().filter(each -> each.id().equals(asked)).findFirst()
                .orElseThrow(() -> new BadFormException(404, "message: there is none of this number"));
    }

    /** In the language in which the visitor wrote, where the console speaks it. */
    private String subject(ContactMessage message, HttpServletRequest request) {
        try {
            return ResourceBundle.getBundle(TEXTS, Locale.forLanguageTag(message.language()),
                    AnswerServlet.class.getClassLoader(), FILES).getString("messages.subject");
        } catch (MissingResourceException e) {
            return ResourceBundle.getBundle(TEXTS, pages.language(request), AnswerServlet.class.getClassLoader(), FILES)
                    .getString("messages.subject");
        }
    }

    private void show(HttpServletRequest request, HttpServletResponse response, ContactMessage message, Draft draft,
            Outcome outcome) throws IOException {
        var values = new HashMap<String, Object>();
        List<ContactAnswer> answers = messages.answers(Set.of(message.id()));
        values.put("message", MessagesServlet.values(message, false, answers));
        values.put("seen", Integer.toString(answers.size()));
        values.put("draft", Map.of("id", draft.id(), "subject", draft.subject(), "text", draft.text(), "answerTo",
                draft.answerTo(), "isDone", draft.isDone()));
        values.put("problem", outcome.problem());
        values.put("answer", outcome.answer());
        pages.show(request, response, AnswerServlet.class, "answer.ftlh", values);
    }
}
