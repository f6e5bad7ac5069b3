package org.groundswell.pages.check;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.groundswell.pages.api.Campaign;
import org.groundswell.pages.api.check.Finding;
import org.groundswell.pages.api.check.SiteReading;
import org.groundswell.pages.api.check.SiteReading.Page;
import org.groundswell.pages.api.check.SiteReading.Text;

/** Front matter that neither the program nor a template of the page asks for: most often a word that is misspelt. */
final class FrontMatter implements Check {
    private static final Set<String> PROGRAM = Set.of("title", "menu", "template", "translated", "dynamic", "picture",
            "alt", "summary", "draft");
    private static final String CAMPAIGNS = "campaigns/";
    private static final Pattern GIFT = Pattern.compile("gifts\\.(monthly\\.)?([0-9]+)\\.(title|text)");
    private static final Pattern ASKED = Pattern.compile(
            "\\b(meta|about)(?:\\.([A-Za-z][\\w]*)|\\[\\s*[\"']([^\"']+)[\"']\\s*])");
    private static final Pattern ANY = Pattern.compile("\\b(?:meta|about)(?:\\[\\s*[^\"'\\s]|\\?)");

    @Override
    public void look(SiteReading reading, ParsedPages pages, Consumer<Finding> found) {
        String ofCampaigns = reading.files().keySet().stream().filter(file -> file.startsWith("templates/"))
                .map(file -> String.join("\n", reading.lines(file))).collect(Collectors.joining("\n"));
        var done = new HashSet<String>();
        for (Page page : reading.pages()) {
            if (reading.files().containsKey("templates/" + page.template()) && done.add(page.file())) {
                look(reading, page, ofCampaigns, found);
            }
        }
    }

    private static void look(SiteReading reading, Page page, String allTemplates, Consumer<Finding> found) {
        Optional<Campaign> campaign = campaign(reading, page);
        String own = Templates.of(reading, page.template()).stream().map(file -> String.join("\n", reading.lines(file)))
                .collect(Collectors.joining("\n"));
        if (ANY.matcher(own).find()) {
            return;
        }
        Set<String> asked = asked(own, "meta");
        if (campaign.isPresent()) {
            asked.addAll(asked(allTemplates, "about"));
        }
        for (Text text : reading.texts()) {
            String key = text.key();
            if (text.file().equals(page.file()) && !key.isEmpty() && !PROGRAM.contains(key) && !asked.contains(key)) {
                Matcher gift = GIFT.matcher(key);
                boolean isGift = campaign.isPresent() && gift.matches();
                if (!isGift) {
                    found.accept(Finding.warning(text.file(), text.line(), "'" + key + "' in the front matter is used by nobody",
                            "the page knows " + String.join(", ", asked.stream().sorted().toList())));
                } else if (Integer.parseInt(gift.group(2)) >= campaign.get().suggested(gift.group(1) != null).size()) {
                    found.accept(Finding.warning(text.file(), text.line(), "'" + key + "' is said of an amount that "
                            + "site.yaml does not have", "amounts are counted from 0"));
                }
            }
        }
    }

    private static Optional<Campaign> campaign(SiteReading reading, Page page) {
        return reading.site().flatMap(site -> page.name().equals("home") ? Optional.of(site.campaigns().getFirst())
                : page.name().startsWith(CAMPAIGNS) ? site.campaign(page.name().substring(CAMPAIGNS.length()))
                : Optional.empty());
    }

    private static Set<String> asked(String templates, String of) {
        return ASKED.matcher(templates).results().filter(each -> each.group(1).equals(of))
                .map(each -> each.group(2) != null ? each.group(2) : each.group(3)).collect(Collectors.toSet());
    }
}
