package org.groundswell.pages.check;

import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.groundswell.pages.api.check.Finding;
import org.groundswell.pages.api.check.SiteReading;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Each field says what belongs in it, also when it has been filled. */
final class FormFields implements Check {
    private static final Set<String> SAY_THEMSELVES = Set.of("hidden", "submit", "reset", "button", "image");

    @Override
    public void look(SiteReading reading, ParsedPages pages, Consumer<Finding> found) {
        pages.each((page, document) -> {
            for (Element each : document.select("input, select, textarea")) {
                if (!SAY_THEMSELVES.contains(each.attr("type").toLowerCase(Locale.ROOT)) && !isLabelled(document, each)) {
                    Place place = Place.of(reading, page, "name=\"" + each.attr("name") + "\"");
                    found.accept(Finding.error(place.file(), place.line(), "the field '" + each.attr("name")
                            + "' has no label", "put it into a label, or name it in for=\"...\""));
                }
            }
        });
    }

    private static boolean isLabelled(Document document, Element field) {
        boolean named = !field.id().isEmpty() && document.select("label[for]").stream()
                .anyMatch(label -> label.attr("for").equals(field.id()) && !label.text().isBlank());
        Element around = field.closest("label");
        return named || around != null && !around.text().isBlank() || !field.attr("aria-label").isBlank()
                || !field.attr("aria-labelledby").isBlank() || !field.attr("title").isBlank();
    }
}
