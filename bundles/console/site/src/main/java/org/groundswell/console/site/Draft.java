package org.groundswell.console.site;

import com.google.gson.Gson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.groundswell.pages.api.editing.TextChange;

/**
 * What editors have written of an item and not published. Immutable.
 *
 * @param item    its id
 * @param texts   by language; what nobody has changed is not among them
 * @param titles  what campaigns will be called; of an older draft none
 * @param by      who saved it last
 * @param at      when, in milliseconds since 1970
 * @param dueAt   when it is to be published, in milliseconds since 1970; 0 where nobody has said
 * @param dueBy   who has said so; empty where nobody has
 * @param failure why it was not published at its time; empty where it was not tried
 */
record Draft(String item, Map<String, Text> texts, List<CampaignTitle> titles, String by, long at, long dueAt, String dueBy,
        List<String> failure) {
    private static final Gson GSON = new Gson();
    private static final int MARK_LENGTH = 16;

    Draft {
        texts = new TreeMap<>(texts);
        titles = titles == null ? List.of() : List.copyOf(titles);
        failure = List.copyOf(failure);
    }

    /**
     * A text in one language.
     *
     * @param base the digest of the file's content from which it was made
     * @param text with plain line ends
     */
    record Text(String base, String text) {
    }

    static Draft of(Item item, Map<String, Text> texts, List<CampaignTitle> titles, String by, Instant now) {
        return new Draft(item.id(), texts, titles, by, now.toEpochMilli(), 0, "", List.of());
    }

    /** @throws RuntimeException where it is none */
    static Draft read(String json) {
        Draft draft = GSON.fromJson(json, Draft.class);
        if (Item.of(draft.item()).isEmpty() || draft.by() == null || draft.dueBy() == null) {
            throw new IllegalArgumentException("no draft");
        }
        draft.texts().keySet().forEach(language -> new TextChange(draft.asItem().file(language), "", null));
        draft.titles().forEach(each -> new TextChange(Item.TRANSLATIONS.file(each.language()), "", null));
        return draft;
    }

    String json() {
        return GSON.toJson(this);
    }

    Item asItem() {
        return Item.of(item).orElseThrow();
    }

    /** Differs whenever somebody has saved something else. */
    static String mark(Optional<Draft> draft) {
        return draft.map(each -> TextChange.digest((GSON.toJson(each.texts()) + GSON.toJson(each.titles()))
                .getBytes(StandardCharsets.UTF_8)).substring(0, MARK_LENGTH)).orElse("");
    }

    /** Where something differs: languages, or the item where it is one file. */
    Set<String> places() {
        var places = new TreeSet<>(texts.keySet());
        titles.forEach(each -> places.add(each.language()));
        return places;
    }

    Draft due(Instant when, String who) {
        return new Draft(item, texts, titles, by, at, when.toEpochMilli(), who, List.of());
    }

    Draft notDue() {
        return new Draft(item, texts, titles, by, at, 0, "", List.of());
    }

    Draft failed(List<String> why) {
        return new Draft(item, texts, titles, by, at, 0, "", why);
    }

    boolean isDue(Instant now) {
        return dueTime().filter(time -> !time.isAfter(now)).isPresent();
    }

    Optional<Instant> dueTime() {
        return dueAt == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(dueAt));
    }
}
