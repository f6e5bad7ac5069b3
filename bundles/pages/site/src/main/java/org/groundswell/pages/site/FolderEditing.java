package org.groundswell.pages.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.groundswell.pages.api.PageException;
import org.groundswell.pages.api.editing.Findings;
import org.groundswell.pages.api.editing.Preview;
import org.groundswell.pages.api.editing.Publication;
import org.groundswell.pages.api.editing.SiteEditing;
import org.groundswell.pages.api.editing.SitePicture;
import org.groundswell.pages.api.editing.TextChange;

/** Tries changes on a copy of the folder in memory, and writes them while nobody reads the folder. Thread-safe. */
final class FolderEditing implements SiteEditing {
    private final Path folder;
    private final Shipped shipped;
    private final LastPages nothingKept;
    private final LimitedRenders trials;
    private final Supplier<Contributions> contributions;
    private final Supplier<Figures> figures;
    private final ForeignLinks foreign;
    private final FolderChange change;
    private final Object reading;
    private String fingerprint = "";
    private Map<String, byte[]> texts = Map.of();
    private List<SitePicture> pictures = List.of();

    /**
     * @param kept    the folder for what the next start may need
     * @param trials  renders nothing that visitors wait for
     * @param reading held by whoever reads the folder, so that nobody reads half of a change
     */
    FolderEditing(Path folder, Shipped shipped, Path kept, LimitedRenders trials, Supplier<Contributions> contributions,
            Supplier<Figures> figures, ForeignLinks foreign, Object reading) {
        this.folder = folder;
        this.shipped = shipped;
        // Trials forget pages that were kept; here there are none.
        this.nothingKept = new LastPages(kept.resolve("trials"));
        this.trials = trials;
        this.contributions = contributions;
        this.figures = figures;
        this.foreign = foreign;
        this.change = new FolderChange(folder, kept.resolve("change"));
        this.reading = reading;
        change.finish();
    }

    @Override
    public Map<String, byte[]> texts() throws IOException {
        synchronized (reading) {
            look();
            return texts;
        }
    }

    @Override
    public List<SitePicture> pictures() throws IOException {
        synchronized (reading) {
            look();
            return pictures;
        }
    }

    /** Files of many megabytes are only read when something has changed. */
    private void look() throws IOException {
        String now = SiteFolder.fingerprint(folder);
        if (!now.equals(fingerprint)) {
            SiteFolder read = SiteFolder.read(folder, new ArrayList<>());
            var found = new TreeMap<>(read.all());
            found.keySet().removeIf(name -> !TextChange.isText(name));
            texts = Collections.unmodifiableMap(found);
            pictures = FolderPictures.of(read);
            fingerprint = now;
        }
    }

    @Override
    public byte[] picture(String file) throws IOException {
        if (!TextChange.isPicture(file)) {
            return null;
        }
        synchronized (reading) {
            Path path = SiteFolder.paths(folder).get(file);
            return path != null && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) ? Files.readAllBytes(path) : null;
        }
    }

    @Override
    public void copyTo(Path target, List<TextChange> changes) throws IOException {
        SiteFolder.read(folder, new ArrayList<>()).changed(contents(changes)).writeTo(target);
    }

    @Override
    public Findings check(List<TextChange> changes) throws IOException {
        SiteFolder now = SiteFolder.read(folder, new ArrayList<>());
        Trial after = tried(now.changed(contents(changes)));
        if (after.faults().isEmpty()) {
            return new Findings(List.of(), after.remarks());
        }
        List<String> before = tried(now).faults();
        List<String> mistakes = after.faults().stream()
                .filter(each -> !before.contains(each) || changes.stream().anyMatch(one -> isIn(one.file(), each))).toList();
        return new Findings(mistakes, Stream.concat(after.faults().stream().filter(each -> !mistakes.contains(each)),
                after.remarks().stream()).distinct().toList());
    }

    private static boolean isIn(String file, String message) {
        return message.startsWith("site/" + file + ",") || message.startsWith("site/" + file + ":");
    }

    private static Map<String, byte[]> contents(List<TextChange> changes) {
        var contents = new HashMap<String, byte[]>();
        for (TextChange each : changes) {
            if (contents.containsKey(each.file())) {
                throw new IllegalArgumentException(each.file() + ": expected one change of a file");
            }
            contents.put(each.file(), each.text());
        }
        return contents;
    }

    /**
     * What a site is like.
     *
     * @param faults  what somebody who publishes has to mend first
     * @param remarks the rest
     */
    private record Trial(List<String> faults, List<String> remarks) {
    }

    private Trial tried(SiteFolder site) {
        var found = new ArrayList<Problem>();
        var failed = new PageProblems();
        FolderLimits.exceeded(site.all()).ifPresent(found::add);
        Optional<SnapshotBuilder> builder = builder(site, found);
        boolean ends = builder.isPresent() && builder.get().rehearse(figures.get(), failed);
        List<String> read = found.stream().map(Problem::toString).toList();
        if (builder.isEmpty()) {
            return new Trial(read, List.of());
        }
        // Also where something is wrong already: links on all the other pages are none of that.
        if (ends) {
            builder.get().build(figures.get(), failed);
        }
        List<String> remarks = builder.get().remarks();
        List<String> faults = Stream.of(read, failed.messages(), builder.get().deadLinks(),
                foreign.dead(builder.get().foreign())).flatMap(List::stream).distinct().toList();
        return new Trial(faults, remarks.stream().filter(each -> !faults.contains(each)).toList());
    }

    private Optional<SnapshotBuilder> builder(SiteFolder site, List<Problem> found) {
        try {
            return SiteLoader.load(site, shipped, found)
                    .map(loaded -> new SnapshotBuilder(loaded, contributions.get(), trials, nothingKept, null));
        } catch (StackOverflowError e) {
            found.add(new Problem("", 0, "something is nested too deep to be read"));
            return Optional.empty();
        }
    }

    @Override
    public Preview preview(String page, String language, List<TextChange> changes) throws IOException {
        var found = new ArrayList<Problem>();
        SiteFolder now = SiteFolder.read(folder, new ArrayList<>());
        SnapshotBuilder builder = builder(now.changed(contents(changes)), found)
                .orElseThrow(() -> new PageException(found.getFirst().toString()));
        return new TriedPage(builder, figures.get()).of(page, language)
                .orElseThrow(() -> new PageException(why(page, language, builder.loaded(), found)));
    }

    private static String why(String page, String language, LoadedSite loaded, List<Problem> found) {
        String file = "content/" + language + "/" + page + ".md";
        return found.stream().filter(each -> each.file().equals(file)).map(Problem::toString).findFirst()
                .orElse("site/" + file + (loaded.content(language, page).isPresent()
                        ? ": this page is made for one visitor each" : ": there is no such page"));
    }

    @Override
    public Publication publish(List<TextChange> changes) throws IOException {
        List<String> mistakes = List.of();
        List<String> remarks = List.of();
        if (changed(changes).isEmpty()) {
            Findings found = check(changes);
            mistakes = found.mistakes();
            remarks = found.remarks();
        }
        synchronized (reading) {
            List<String> changed = changed(changes);
            if (!changed.isEmpty()) {
                return new Publication.Changed(changed);
            }
            if (!mistakes.isEmpty()) {
                return new Publication.Refused(mistakes);
            }
            make(changes);
            fingerprint = "";
        }
        return new Publication.Published(remarks);
    }

    /** On a thread that nobody interrupts: an interrupted one can write no more, not even what was there before. */
    private void make(List<TextChange> changes) throws IOException {
        try {
            CompletableFuture.runAsync(() -> {
                try {
                    change.make(changes);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }, Thread::startVirtualThread).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof UncheckedIOException failed ? failed.getCause() : new IOException(e.getCause());
        }
    }

    /** The files that are not as the changes expect them. */
    private List<String> changed(List<TextChange> changes) throws IOException {
        contents(changes);
        Map<String, Path> paths = SiteFolder.paths(folder);
        var changed = new ArrayList<String>();
        for (TextChange each : changes) {
            Path path = paths.get(each.file());
            boolean isFile = path != null && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
            if (!TextChange.digest(isFile ? Files.readAllBytes(path) : null).equals(each.expected())) {
                changed.add(each.file());
            }
        }
        return changed;
    }
}
