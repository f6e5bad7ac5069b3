package org.groundswell.console.frame;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.forms.FormFields;
import org.groundswell.shared.forms.LargeForm;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * What somebody typed into a form and sent when their session had ended, until they have signed in again and look at it once
 * more. Only forms that ask for it are kept (none with a password does), and only where the browser says that a page of
 * the console sent it. In memory, and bounded: nobody has to be signed in to send one. Thread-safe.
 */
@Component(service = UnsentForms.class)
public final class UnsentForms {
    /** The field of a form that wants to be kept. */
    static final String KEEP = "keep";
    static final String ADDRESS = AdminContext.PATH + UnsentServlet.PATTERN;
    private static final Duration LONGEST = Duration.ofHours(2);
    private static final int MOST_OF_ONE = 8;
    private static final long MOST_CHARACTERS = 8_000_000;

    private final Clock clock;
    /** By what stands in the address that leads to it; the oldest first. */
    private final LinkedHashMap<String, Unsent> forms = new LinkedHashMap<>();

    /**
     * A form.
     *
     * @param address where it was sent to
     * @param from    the visitor's address
     * @param reader  who has looked at it first, and is the only one from then on; empty before
     */
    record Unsent(String address, Map<String, String> fields, Instant at, String from, String reader) {
        private long characters() {
            return fields.entrySet().stream().mapToLong(each -> each.getKey().length() + each.getValue().length()).sum();
        }
    }

    @Activate
    public UnsentForms() {
        this(Clock.systemUTC());
    }

    UnsentForms(Clock clock) {
        this.clock = clock;
    }

    /** Keeps this form if it may be kept, and says where its sender finds it after signing in. */
    Optional<String> keep(HttpServletRequest request) throws IOException {
        String address = request.getRequestURI() + (request.getQueryString() == null ? "" : "?" + request.getQueryString());
        if (!request.getMethod().equals("POST") || !FormFields.isForm(request) || !isFromOwnPage(request)
                || !OwnAddress.orStart(address).equals(address)) {
            return Optional.empty();
        }
        try {
            var fields = new TreeMap<>(LargeForm.sent(request, FormGuard.MOST_FIELDS));
            fields.remove(FormGuard.TOKEN);
            return fields.containsKey(KEEP) ? Optional.of(ADDRESS + "?form=" + keep(new Unsent(address, fields,
                    clock.instant(), request.getRemoteAddr(), ""))) : Optional.empty();
        } catch (BadFormException e) {
            return Optional.empty();
        }
    }

    private synchronized String keep(Unsent form) {
        forms.values().removeIf(this::isOver);
        List<String> own = new ArrayList<>(forms.keySet());
        own.removeIf(each -> !forms.get(each).from().equals(form.from()));
        if (own.size() >= MOST_OF_ONE) {
            forms.remove(own.getFirst());
        }
        long room = MOST_CHARACTERS - form.characters();
        long taken = forms.values().stream().mapToLong(Unsent::characters).sum();
        for (Iterator<Unsent> oldest = forms.values().iterator(); taken > room && oldest.hasNext();) {
            taken -= oldest.next().characters();
            oldest.remove();
        }
        // 122 random bits: nobody guesses it, and it is of use to one person only.
        String id = UUID.randomUUID().toString();
        forms.put(id, form);
        return id;
    }

    /** The form as this person sent it, or perhaps sent it: the first one who asks is taken for them. */
    synchronized Optional<Unsent> find(String id, String reader) {
        Unsent form = forms.get(id);
        if (form == null || isOver(form) || !form.reader().isEmpty() && !form.reader().equals(reader)) {
            return Optional.empty();
        }
        var read = new Unsent(form.address(), form.fields(), form.at(), form.from(), reader);
        forms.put(id, read);
        return Optional.of(read);
    }

    private boolean isOver(Unsent form) {
        return form.at().plus(LONGEST).isBefore(clock.instant());
    }

    private static boolean isFromOwnPage(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        String origin = request.getHeader("Origin");
        // Without TLS browsers send the origin only.
        return site != null ? site.equals("same-origin")
                : origin != null && origin.replaceFirst("^https?://", "").equals(request.getHeader("Host"));
    }
}
