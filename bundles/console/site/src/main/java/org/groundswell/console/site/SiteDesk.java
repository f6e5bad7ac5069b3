package org.groundswell.console.site;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.api.ports.PortUnavailableException;
import org.groundswell.pages.api.Pages;
import org.groundswell.pages.api.editing.SiteEditing;
import org.groundswell.pages.api.editing.TextChange;
import org.groundswell.shared.loops.Loop;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where editors' drafts lie, become what visitors see, now or at their time, and go back to what was before. Looks every other
 * second whether files were changed on disk, so that their versions are kept, too. Thread-safe.
 */
@Component(service = SiteDesk.class, immediate = true)
public final class SiteDesk {
    private static final Logger LOG = LoggerFactory.getLogger(SiteDesk.class);
    private static final Duration PERIOD = Duration.ofSeconds(2);
    private static final Duration LONGEST_WRITE = Duration.ofSeconds(20);
    private static final long MOST_BYTES = 100_000_000;

    private final SiteEditing editing;
    private final Pages pages;
    private final Clock clock;
    private final Drafts drafts;
    private final Versions versions;
    private final Publisher publisher;
    private final PictureShelf pictures;
    private final Passages passages;
    private final DraftChanges changes;
    private final Loop loop = Loop.of("site-desk");

    @Activate
    public SiteDesk(BundleContext context, @Reference SiteEditing editing, @Reference SiteRelease release,
            @Reference Pages pages) throws IOException {
        this(editing, release, pages, NodeFolder.of(context).data().resolve("console/site"), Clock.systemUTC(), MOST_BYTES);
        loop.every(PERIOD, Duration.ZERO, this::look);
    }

    SiteDesk(SiteEditing editing, SiteRelease release, Pages pages, Path folder, Clock clock, long mostBytes) throws IOException {
        this.editing = editing;
        this.pages = pages;
        this.clock = clock;
        this.drafts = new Drafts(folder.resolve("drafts"));
        this.versions = new Versions(folder.resolve("versions"), mostBytes);
        this.publisher = new Publisher(editing, release, versions, clock);
        this.pictures = new PictureShelf(editing, release, folder.resolve("pictures"));
        this.passages = new Passages(publisher, versions, pictures);
        this.changes = new DraftChanges(editing, passages, versions);
    }

    @Deactivate
    void close() throws IOException {
        loop.finish(LONGEST_WRITE);
        versions.close();
    }

    /**
     * What an editor sends.
     *
     * @param mark   of the draft that was there when the editor began
     * @param texts  by language
     * @param titles what campaigns will be called; nothing where that stays as the draft has it
     */
    record Edit(Item item, String mark, Map<String, Draft.Text> texts, Optional<List<CampaignTitle>> titles, String by) {

        Edit(Item item, String mark, Map<String, Draft.Text> texts, String by) {
            this(item, mark, texts, Optional.empty(), by);
        }
    }

    List<Draft> drafts() {
        return drafts.all();
    }

    PictureShelf pictures() {
        return pictures;
    }

    List<String> languages() {
        return pages.site().languages();
    }

    ZoneId zone() {
        return pages.site().zone();
    }

    /** An item as it is now. */
    synchronized Sheet sheet(Item item) throws IOException {
        Map<String, byte[]> now = publisher.look();
        return Sheet.of(item, languages(), now, drafts.of(item), versions);
    }

    /** The content of this digest, if it is kept. */
    synchronized Optional<byte[]> text(String digest) throws IOException {
        return versions.text(digest);
    }

    synchronized Outcome save(Edit edit) throws IOException {
        Optional<Draft> before = drafts.of(edit.item());
        if (!Draft.mark(before).equals(edit.mark())) {
            return new Outcome.Elsewhere(before);
        }
        Map<String, byte[]> now = publisher.look();
        var changed = new TreeMap<String, Draft.Text>();
        for (Map.Entry<String, Draft.Text> each : edit.texts().entrySet()) {
            if (changes.differs(each.getValue(), now.get(edit.item().file(each.getKey())))) {
                changed.put(each.getKey(), each.getValue());
            }
        }
        List<CampaignTitle> titles = DraftChanges.telling(edit.titles().or(() -> before.map(Draft::titles)).orElse(List.of()),
                changed, now);
        if (changed.isEmpty() && titles.isEmpty()) {
            drafts.discard(edit.item());
            return new Outcome.Nothing();
        }
        if (before.isEmpty() || !before.get().texts().equals(changed) || !before.get().titles().equals(titles)) {
            versions.keepReplaced(before, edit.by());
            drafts.save(Draft.of(edit.item(), changed, titles, edit.by(), clock.instant()));
        }
        return new Outcome.Saved(Draft.mark(drafts.of(edit.item())));
    }

    /** The changes that a draft is, with the pictures that it names. */
    List<TextChange> changes(Draft draft) throws IOException {
        return changes.of(draft);
    }

    /** Why a draft cannot be published now. */
    synchronized Optional<Outcome> objection(Item item, String mark) throws IOException {
        Optional<Draft> draft = drafts.of(item);
        return draft.isEmpty() || !Draft.mark(draft).equals(mark) ? Optional.of(new Outcome.Elsewhere(draft))
                : publisher.objection(changes(draft.get()));
    }

    synchronized Outcome publish(Item item, String mark, String by, Publisher.Note note) throws IOException {
        Optional<Draft> draft = drafts.of(item);
        if (draft.isEmpty() || !Draft.mark(draft).equals(mark)) {
            return draft.isEmpty() ? new Outcome.Nothing() : new Outcome.Elsewhere(draft);
        }
        Outcome outcome = publisher.put(changes(draft.get()), by, Version.How.PUBLISHED, note);
        if (outcome instanceof Outcome.Done) {
            drafts.discard(item);
        }
        return outcome;
    }

    /** Has a draft published at its time; what the check finds is said now. */
    synchronized Outcome plan(Item item, String mark, Instant when, String by, Publisher.Note note) throws IOException {
        Optional<Draft> draft = drafts.of(item);
        if (draft.isEmpty() || !Draft.mark(draft).equals(mark)) {
            return draft.isEmpty() ? new Outcome.Nothing() : new Outcome.Elsewhere(draft);
        }
        Optional<Outcome> against = publisher.objection(changes(draft.get()));
        if (against.isPresent()) {
            return against.get();
        }
        note.write();
        drafts.save(draft.get().due(when, by));
        return new Outcome.Done(List.of());
    }

    synchronized void unplan(Item item) throws IOException {
        Optional<Draft> draft = drafts.of(item);
        if (draft.isPresent()) {
            drafts.save(draft.get().notDue());
        }
    }

    /** The draft is kept among the versions, for the case that it was somebody else's. */
    synchronized void discard(Item item, String by) throws IOException {
        versions.keepReplaced(drafts.of(item), by);
        drafts.discard(item);
    }

    synchronized Outcome back(Item item, long moment, String live, String by, Publisher.Note note) throws IOException {
        return passages.back(sheet(item), moment, live, by, note);
    }

    synchronized Outcome remove(Item item, String live, String by, Publisher.Note note) throws IOException {
        Outcome outcome = passages.remove(sheet(item), live, by, note);
        if (outcome instanceof Outcome.Done) {
            discard(item, by);
        }
        return outcome;
    }

    synchronized List<Referrer> referrers(Item page) throws IOException {
        return Referrer.of(page, publisher.look(), drafts.all(), languages());
    }

    /** Pages that were there, as far as their versions are kept. */
    synchronized List<Item> removed() {
        return versions.gone().stream().map(Item::ofFile).filter(Item::isPage).distinct().toList();
    }

    /** Keeps what was changed on disk, and publishes what is due. */
    synchronized void look() {
        try {
            publisher.look();
            Instant now = clock.instant();
            for (Draft each : drafts.all()) {
                if (each.dueTime().filter(time -> !time.isAfter(now)).isPresent()) {
                    publishDue(each);
                }
            }
        } catch (PortUnavailableException e) {
            LOG.debug("The pages are being exchanged: looked at again soon", e);
        } catch (IOException e) {
            LOG.error("Versions of the site's texts cannot be kept: {}", e.toString());
        }
    }

    private void publishDue(Draft draft) throws IOException {
        List<String> why;
        try {
            Outcome outcome = publish(draft.asItem(), Draft.mark(Optional.of(draft)), draft.dueBy(), () -> { });
            why = switch (outcome) {
                case Outcome.Refused refused -> refused.mistakes();
                case Outcome.Changed changed -> changed.files().stream()
                        .map(each -> "site/" + each + ": was changed after the draft was begun").toList();
                default -> List.of();
            };
        } catch (IOException e) {
            why = List.of(e.toString());
        }
        if (why.isEmpty()) {
            LOG.info("{} is published at its time, as {} has planned", draft.item(), draft.dueBy());
        } else {
            LOG.error("{} could not be published at its time: {}", draft.item(), why.getFirst());
            drafts.save(draft.failed(why));
        }
    }
}
