package org.groundswell.console.site;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.groundswell.shared.forms.BadFormException;

/** What an editor's form says. */
final class EditForm {
    private static final Pattern DIGEST = Pattern.compile("([0-9a-f]{64})?");
    private static final Pattern MOMENT = Pattern.compile("[0-9]{1,15}");

    private EditForm() {
    }

    /** What was written in each language, made from the file that the editor has seen. */
    static Map<String, Draft.Text> texts(SiteDesk desk, Item item, Map<String, String> form) throws BadFormException {
        var texts = new HashMap<String, Draft.Text>();
        for (String language : item.columns(desk.languages())) {
            String text = form.get("text-" + language);
            if (text != null) {
                String base = form.getOrDefault((form.containsKey("mine-" + language) ? "live-" : "base-") + language, "");
                if (!DIGEST.matcher(base).matches()) {
                    throw new BadFormException(400, "base-" + language + ": expected a digest");
                }
                texts.put(language, new Draft.Text(base, TextShape.plain(text)));
            }
        }
        return texts;
    }

    /** A time in the site's zone that is still to come and that its clocks show. */
    static Optional<Instant> time(SiteDesk desk, String written) {
        try {
            LocalDateTime local = LocalDateTime.parse(written);
            return desk.zone().getRules().getValidOffsets(local).stream().findFirst().map(local::toInstant)
                    .filter(Instant.now()::isBefore);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** The texts with a picture that the editor has chosen. */
    static PictureInsertion picture(SiteDesk desk, Item item, Map<String, String> form) throws BadFormException, IOException {
        if (!item.isPage() || !desk.pictures().names().contains(form.getOrDefault("picture", ""))) {
            throw new BadFormException(400, "picture: expected a page, and one of its pictures");
        }
        return PictureInsertion.of(form, texts(desk, item, form));
    }

    /** What was said of a picture, by language. */
    static Map<String, String> alternatives(Map<String, String> form) {
        var said = new HashMap<String, String>();
        form.forEach((field, value) -> {
            if (field.startsWith(PictureInsertion.ALTERNATIVE)) {
                said.put(field.substring(PictureInsertion.ALTERNATIVE.length()), value);
            }
        });
        return said;
    }

    static long moment(Map<String, String> form) throws BadFormException {
        String moment = form.getOrDefault("moment", "");
        if (!MOMENT.matcher(moment).matches()) {
            throw new BadFormException(400, "moment: expected one of the page's");
        }
        return Long.parseLong(moment);
    }

    static boolean isMoment(String written) {
        return MOMENT.matcher(written).matches();
    }
}
