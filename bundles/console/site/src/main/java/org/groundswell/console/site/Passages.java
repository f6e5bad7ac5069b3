package org.groundswell.console.site;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.groundswell.pages.api.editing.TextChange;

/** How an item goes off the site and comes back, with its pictures. For one thread at a time. */
final class Passages {
    private final Publisher publisher;
    private final Versions versions;
    private final PictureShelf pictures;

    Passages(Publisher publisher, Versions versions, PictureShelf pictures) {
        this.publisher = publisher;
        this.versions = versions;
        this.pictures = pictures;
    }

    /** These changes, and the pictures that they name and the site lacks. */
    List<TextChange> withPictures(List<TextChange> texts) throws IOException {
        var changes = new ArrayList<>(texts);
        changes.addAll(pictures.alongWith(texts.stream().map(TextChange::text).filter(Objects::nonNull).toList()));
        return changes;
    }

    /**
     * Publishes an item as it was at a moment.
     *
     * @param live the mark of what is in force, as the editor has seen it
     */
    Outcome back(Sheet sheet, long moment, String live, String by, Publisher.Note note) throws IOException {
        if (!sheet.liveMark().equals(live)) {
            return changed(sheet);
        }
        var changes = new ArrayList<TextChange>();
        for (Sheet.Column each : sheet.columns()) {
            Optional<Version> then = versions.at(each.file(), moment);
            if (then.isPresent() && !then.get().digest().equals(each.digest())) {
                byte[] text = then.get().digest().isEmpty() ? null : versions.text(then.get().digest()).orElseThrow();
                changes.add(new TextChange(each.file(), each.digest(), text));
            }
        }
        return changes.isEmpty() ? new Outcome.Nothing()
                : publisher.put(withPictures(changes), by, Version.How.BACK, note);
    }

    /**
     * Takes an item off the site, in all languages. What links to it stops that and is named. Its versions stay.
     *
     * @param live the mark of what is in force, as the editor has seen it
     */
    Outcome remove(Sheet sheet, String live, String by, Publisher.Note note) throws IOException {
        if (!sheet.liveMark().equals(live)) {
            return changed(sheet);
        }
        List<TextChange> changes = sheet.columns().stream().filter(each -> !each.digest().equals(TextChange.ABSENT))
                .map(each -> new TextChange(each.file(), each.digest(), null)).toList();
        return changes.isEmpty() ? new Outcome.Nothing() : publisher.put(changes, by, Version.How.REMOVED, note);
    }

    private static Outcome changed(Sheet sheet) {
        return new Outcome.Changed(sheet.columns().stream().map(Sheet.Column::file).toList());
    }
}
