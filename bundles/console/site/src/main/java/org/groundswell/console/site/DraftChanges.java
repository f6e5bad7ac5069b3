package org.groundswell.console.site;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.groundswell.console.site.settings.SiteSettings;
import org.groundswell.console.site.settings.Translation;
import org.groundswell.console.site.settings.UnwrittenValueException;
import org.groundswell.pages.api.editing.SiteEditing;
import org.groundswell.pages.api.editing.TextChange;

/**
 * What becomes of the site's files when a draft goes out. Titles of campaigns are put into the translations as those are then,
 * so that they are edited on until a campaign's hour. Thread-safe.
 */
final class DraftChanges {
    private final SiteEditing editing;
    private final Passages passages;
    private final Versions versions;

    DraftChanges(SiteEditing editing, Passages passages, Versions versions) {
        this.editing = editing;
        this.passages = passages;
        this.versions = versions;
    }

    /** Whether an editor has written something else than what there was to begin with. */
    boolean differs(Draft.Text text, byte[] live) throws IOException {
        if (text.base().equals(TextChange.ABSENT)) {
            return !text.text().isBlank();
        }
        byte[] base = text.base().equals(TextChange.digest(live)) ? live : versions.text(text.base()).orElse(live);
        return base == null || !TextShape.text(base).equals(Optional.of(text.text()));
    }

    /** With the pictures that the draft names. */
    List<TextChange> of(Draft draft) throws IOException {
        Map<String, byte[]> now = editing.texts();
        var changes = new ArrayList<TextChange>();
        draft.texts().forEach((column, text) -> {
            String file = draft.asItem().file(column);
            changes.add(new TextChange(file, text.base(), TextShape.of(now.get(file)).bytes(text.text())));
        });
        var byLanguage = new TreeMap<String, List<CampaignTitle>>();
        telling(draft.titles(), draft.texts(), now).forEach(each -> byLanguage.computeIfAbsent(each.language(),
                _ -> new ArrayList<>()).add(each));
        byLanguage.forEach((language, titles) -> changes.add(translated(Item.TRANSLATIONS.file(language), titles, now)));
        return passages.withPictures(changes);
    }

    /** What others have said meanwhile is not written over: the change is made from a file that is not there any more. */
    private static TextChange translated(String file, List<CampaignTitle> titles, Map<String, byte[]> now) {
        byte[] live = now.get(file);
        Translation translation = translation(file, now).orElseThrow();
        boolean isTheirs = false;
        for (CampaignTitle each : titles) {
            try {
                isTheirs |= !translation.title(each.campaign()).equals(each.was());
                translation = translation.withTitle(each.campaign(), each.title());
            } catch (UnwrittenValueException e) {
                isTheirs = true;
            }
        }
        return new TextChange(file, isTheirs ? TextChange.ABSENT : TextChange.digest(live),
                TextShape.of(live).bytes(translation.toString()));
    }

    /** Those titles that say something else than the site does, of campaigns that it will have. */
    static List<CampaignTitle> telling(List<CampaignTitle> titles, Map<String, Draft.Text> texts, Map<String, byte[]> now) {
        String file = Optional.ofNullable(texts.get(Item.SITE.id())).map(Draft.Text::text)
                .or(() -> text(Item.SITE.file(""), now)).orElse("");
        List<String> campaigns = SiteSettings.read(file).map(SiteSettings::campaigns).orElse(List.of());
        return titles.stream().filter(each -> campaigns.contains(each.campaign()) && translation(Item.TRANSLATIONS.file(each.language()),
                now).filter(there -> !there.title(each.campaign()).equals(each.title())).isPresent()).toList();
    }

    private static Optional<Translation> translation(String file, Map<String, byte[]> now) {
        return text(file, now).flatMap(Translation::read);
    }

    private static Optional<String> text(String file, Map<String, byte[]> now) {
        return Optional.ofNullable(now.get(file)).flatMap(TextShape::text);
    }
}
