package org.groundswell.console.site;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.groundswell.pages.api.editing.Publication;
import org.groundswell.pages.api.editing.SiteEditing;
import org.groundswell.pages.api.editing.TextChange;

/** Puts changes in force and keeps what was before, also of what somebody has changed on disk. For one thread at a time. */
final class Publisher {
    private final SiteEditing editing;
    private final SiteRelease release;
    private final Versions versions;
    private final Clock clock;
    private Map<String, byte[]> seen = Map.of();

    Publisher(SiteEditing editing, SiteRelease release, Versions versions, Clock clock) {
        this.editing = editing;
        this.release = release;
        this.versions = versions;
        this.clock = clock;
    }

    /** Notes in the audit log what is about to be done. */
    @FunctionalInterface
    interface Note {
        void write() throws IOException;
    }

    /** The files as they are, of which the versions are kept from now on. */
    Map<String, byte[]> look() throws IOException {
        Map<String, byte[]> now = editing.texts();
        if (now != seen) {
            versions.look(now, clock.millis());
            seen = now;
        }
        return now;
    }

    /** Why these changes cannot be published now. */
    Optional<Outcome> objection(List<TextChange> changes) throws IOException {
        Map<String, byte[]> now = look();
        // What becomes of pictures is looked at where they are.
        List<String> changed = changes.stream().filter(Publisher::isText).filter(each -> !TextChange.digest(now.get(each.file()))
                .equals(each.expected())).map(TextChange::file).toList();
        if (!changed.isEmpty()) {
            return Optional.of(new Outcome.Changed(changed));
        }
        List<String> mistakes = editing.check(changes).mistakes();
        return mistakes.isEmpty() ? Optional.empty() : Optional.of(new Outcome.Refused(mistakes));
    }

    Outcome put(List<TextChange> changes, String by, Version.How how, Note note) throws IOException {
        Optional<Outcome> against = objection(changes);
        if (against.isPresent()) {
            return against.get();
        }
        List<TextChange> texts = changes.stream().filter(Publisher::isText).toList();
        for (TextChange each : texts) {
            versions.keep(each.text());
        }
        note.write();
        return switch (release.publish(changes)) {
            case Publication.Changed changed -> new Outcome.Changed(changed.files());
            case Publication.Refused refused -> new Outcome.Refused(refused.mistakes());
            case Publication.Published published -> {
                long at = clock.millis();
                for (TextChange each : texts) {
                    versions.begin(each.file());
                    versions.add(new Version(each.file(), TextChange.digest(each.text()), at, by, how), each.text());
                }
                yield new Outcome.Done(published.remarks());
            }
        };
    }

    private static boolean isText(TextChange change) {
        return TextChange.isText(change.file());
    }
}
