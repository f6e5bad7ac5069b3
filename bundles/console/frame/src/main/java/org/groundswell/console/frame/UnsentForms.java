package org.groundswell.console.frame;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.groundswell.console.api.SignedIn;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.forms.FormFields;
import org.groundswell.shared.forms.LargeForm;
import org.groundswell.shared.loops.Loop;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * What somebody typed into a form and sent when their session had ended, until they have signed in again and look at it once
 * more. Nobody has to be signed in to send one, so it counts only with the token of a session that there was, and is for
 * the one whose session that was. In memory, and bounded. Thread-safe.
 */
@Component(service = UnsentForms.class)
public final class UnsentForms {
    /** The field of a form that wants to be kept. */
    static final String KEEP = "keep";
    /** The field of one that was kept and is sent at last. */
    static final String UNSENT = "unsent";
    static final String ADDRESS = AdminContext.PATH + UnsentServlet.PATTERN;
    static final int MOST = 1_000;
    static final int MOST_OF_ONE = 8;
    /** Where forms go that are kept: those with much to type. None that lets people in, or has a password or a setting. */
    private static final Set<String> TO = Set.of("/gifts/gift", "/gifts/new", "/phone", "/phone/correct", "/words",
            "/messages/answer", "/site/edit", "/site/settings", "/brakes");
    private static final Duration LONGEST = Duration.ofHours(2);
    private static final Duration ROUND = Duration.ofMinutes(1);
    private static final int LONGEST_ADDRESS = 500;
    private static final int LONGEST_TOKEN = 200;
    private static final long MOST_CHARACTERS = 8_000_000;
    private static final long MOST_CHARACTERS_OF_ONE = 2_500_000;
    /** What a form and a field take beside their characters. */
    private static final int FORM = 1_000;
    private static final int FIELD = 100;
    /** Each that is read takes megabytes, whoever sends it. */
    private static final int READ_AT_ONCE = 4;

    private final Clock clock;
    private final FormTokens tokens;
    private final Semaphore reading = new Semaphore(READ_AT_ONCE);
    private final Loop loop = Loop.of("unsent-forms");
    /** By what stands in the address that leads to it; the oldest first. */
    private final LinkedHashMap<String, Unsent> forms = new LinkedHashMap<>();

    /**
     * A form.
     *
     * @param address where it was sent to
     * @param writer  whose session it was made for
     */
    record Unsent(String address, Map<String, String> fields, Instant at, String writer) {
        /** The path of who takes it, among the admin's pages. */
        String path() {
            return UnsentForms.path(address);
        }

        private long characters() {
            return FORM + address.length() + fields.entrySet().stream()
                    .mapToLong(each -> FIELD + each.getKey().length() + each.getValue().length()).sum();
        }
    }

    @Activate
    public UnsentForms() {
        this(Clock.systemUTC());
        loop.every(ROUND, this::forgetOld);
    }

    UnsentForms(Clock clock) {
        this.clock = clock;
        this.tokens = new FormTokens(clock);
    }

    @Deactivate
    void close() {
        loop.close();
    }

    /** Somebody is shown pages, and what they send comes from these. */
    void know(SignedIn person) {
        if (person.hasSession()) {
            tokens.note(person);
        }
    }

    /** Keeps this form if it may be kept, and says where its writer finds it after signing in. */
    Optional<String> keep(HttpServletRequest request) throws IOException {
        String address = request.getRequestURI() + (request.getQueryString() == null ? "" : "?" + request.getQueryString());
        if (!request.getMethod().equals("POST") || !FormFields.isForm(request) || !isFromOwnPage(request)
                || address.length() > LONGEST_ADDRESS || !OwnAddress.orStart(address).equals(address)
                || !TO.contains(path(address))) {
            return Optional.empty();
        }
        // Before anything is read that takes room: strangers have no token, and take nobody's place.
        Optional<String> writer = tokens.name(token(request.getInputStream()));
        if (writer.isEmpty() || !reading.tryAcquire()) {
            return Optional.empty();
        }
        try {
            var fields = new TreeMap<>(LargeForm.sent(request, FormGuard.MOST_FIELDS));
            // There once more where somebody had read the form before.
            fields.remove(FormGuard.TOKEN);
            if (!fields.containsKey(KEEP)) {
                return Optional.empty();
            }
            sent(fields.remove(UNSENT), writer.get());
            return Optional.of(ADDRESS + "?form=" + keep(new Unsent(address, fields, clock.instant(), writer.get())));
        } catch (BadFormException e) {
            return Optional.empty();
        } finally {
            reading.release();
        }
    }

    /** The first field of each form of ours, and the first that a browser sends. */
    private static String token(InputStream body) throws IOException {
        var field = new StringBuilder();
        for (int next = body.read(); next >= 0 && next != '&' && field.length() < LONGEST_TOKEN; next = body.read()) {
            field.append((char) next);
        }
        String name = FormGuard.TOKEN + "=";
        return field.indexOf(name) == 0 ? field.substring(name.length()) : "";
    }

    private synchronized String keep(Unsent form) {
        forgetOld();
        while (forms.values().stream().filter(each -> each.writer().equals(form.writer())).count() >= MOST_OF_ONE) {
            removeOldest(form.writer());
        }
        while (takenBy(form.writer()) > MOST_CHARACTERS_OF_ONE - form.characters()) {
            removeOldest(form.writer());
        }
        long room = MOST_CHARACTERS - form.characters();
        long taken = forms.values().stream().mapToLong(Unsent::characters).sum();
        for (Iterator<Unsent> oldest = forms.values().iterator(); (taken > room || forms.size() >= MOST) && oldest.hasNext();) {
            taken -= oldest.next().characters();
            oldest.remove();
        }
        // 122 random bits: nobody guesses it, and it is of use to one person only.
        String id = UUID.randomUUID().toString();
        forms.put(id, form);
        return id;
    }

    private long takenBy(String writer) {
        return forms.values().stream().filter(each -> each.writer().equals(writer)).mapToLong(Unsent::characters).sum();
    }

    private void removeOldest(String writer) {
        forms.entrySet().stream().filter(each -> each.getValue().writer().equals(writer)).map(Map.Entry::getKey).findFirst()
                .ifPresent(forms::remove);
    }

    /** The form, where this person sent it. */
    synchronized Optional<Unsent> find(String id, String reader) {
        return Optional.ofNullable(forms.get(id)).filter(each -> !isOver(each) && each.writer().equals(reader));
    }

    /** This person's form went out at last, and is not sent twice. */
    synchronized void sent(String id, String writer) {
        if (find(id, writer).isPresent()) {
            forms.remove(id);
        }
    }

    synchronized void forgetOld() {
        forms.values().removeIf(this::isOver);
        tokens.forgetOld();
    }

    synchronized int size() {
        return forms.size();
    }

    private boolean isOver(Unsent form) {
        return form.at().plus(LONGEST).isBefore(clock.instant());
    }

    private static String path(String address) {
        return address.substring(Math.min(address.length(), AdminContext.PATH.length())).replaceFirst("\\?.*$", "");
    }

    private static boolean isFromOwnPage(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        String origin = request.getHeader("Origin");
        // Without TLS browsers send the origin only.
        return site != null ? site.equals("same-origin")
                : origin != null && origin.replaceFirst("^https?://", "").equals(request.getHeader("Host"));
    }
}
