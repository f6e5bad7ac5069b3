package org.groundswell.pages.site;

import java.util.List;
import java.util.Map;
import org.groundswell.donations.api.choices.PaymentChoices.Choice;
import org.groundswell.pages.site.Sections.Section;

/**
 * What other bundles bring to the pages, by language.
 *
 * @param choices  the ways to pay
 * @param sections parts of pages
 * @param receipts the same for all languages
 */
record Brought(Map<String, List<Choice>> choices, Map<String, List<Section>> sections, Receipts receipts) {

    List<Choice> choices(String language) {
        return choices.getOrDefault(language, List.of());
    }

    List<Map<String, String>> sections(String language, String page) {
        return sections.getOrDefault(language, List.of()).stream().filter(section -> section.page().equals(page))
                .map(Section::model).toList();
    }
}
