package org.groundswell.console.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.groundswell.console.site.pictures.PictureProcess.Width;
import org.groundswell.pages.api.editing.Publication;
import org.groundswell.pages.api.editing.SiteEditing;
import org.groundswell.pages.api.editing.SitePicture;
import org.groundswell.pages.api.editing.TextChange;
import org.groundswell.shared.paths.WebPath;

/** All pictures that editors can choose: those of the site, and those that wait for a text to name them. Thread-safe. */
final class PictureShelf {
    private static final long MOST_BYTES = 200_000_000;
    private static final String ASSETS = "assets/";
    /** Letters as an address has them. */
    private static final Pattern ESCAPED = Pattern.compile("(?:%[0-9A-Fa-f]{2})+");

    private final SiteEditing editing;
    private final SiteRelease release;
    private final PictureStore store;

    PictureShelf(SiteEditing editing, SiteRelease release, Path folder) throws IOException {
        this.editing = editing;
        this.release = release;
        this.store = new PictureStore(folder, MOST_BYTES);
    }

    /** What an author writes to name a picture. */
    static String written(String file) {
        return file.substring(ASSETS.length());
    }

    List<SitePicture> ofSite() throws IOException {
        return editing.pictures();
    }

    /** Those that no visitor sees yet, or any more. */
    synchronized List<String> waiting() throws IOException {
        Set<String> there = editing.pictures().stream().map(SitePicture::file).collect(Collectors.toSet());
        return store.names().stream().filter(each -> !there.contains(each)).toList();
    }

    /** Names of all, for a choice. */
    List<String> names() throws IOException {
        return Stream.concat(waiting().stream(), ofSite().stream().map(SitePicture::file)).sorted().toList();
    }

    synchronized Optional<byte[]> file(String file) throws IOException {
        Optional<byte[]> ofSite = Optional.ofNullable(editing.picture(file));
        return ofSite.isPresent() ? ofSite : store.file(file);
    }

    /** @return the picture's name */
    synchronized String add(String sent, List<Width> widths) throws IOException {
        return store.add(sent, widths, this::isOnSite);
    }

    private boolean isOnSite(String file) {
        try {
            return editing.picture(file) != null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What has to come along with these texts: pictures that they name, that are kept here and that the site lacks. */
    synchronized List<TextChange> alongWith(Collection<byte[]> texts) throws IOException {
        String all = texts.stream().map(each -> new String(each, StandardCharsets.UTF_8)).collect(Collectors.joining("\n"));
        var changes = new ArrayList<TextChange>();
        for (String name : waiting()) {
            if (isNamed(name, all)) {
                store.widths(name).forEach((file, bytes) -> {
                    if (!isOnSite(file)) {
                        changes.add(new TextChange(file, TextChange.ABSENT, bytes));
                    }
                });
            }
        }
        return changes;
    }

    static boolean isNamed(String file, String text) {
        return Pattern.compile("(?<![\\p{L}\\p{M}\\p{N}_-])" + Pattern.quote(written(file)) + "(?![\\p{L}\\p{N}])")
                .matcher(ESCAPED.matcher(text).replaceAll(each -> Matcher.quoteReplacement(WebPath.decoded(each.group())))).find();
    }

    /** Takes a picture off the site and keeps it here. One that a page shows stays, and the answer says where. */
    synchronized Publication takeAway(SitePicture picture, Publisher.Note note) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (String each : Stream.concat(Stream.of(picture.file()),
                picture.smaller().stream()).toList()) {
            byte[] bytes = editing.picture(each);
            if (bytes != null) {
                files.put(each, bytes);
            }
        }
        var unknown = new HashMap<>(files);
        unknown.keySet().removeAll(store.widths(picture.file()).keySet());
        store.keep(unknown);
        note.write();
        return release.publish(files.entrySet().stream().map(each -> new TextChange(each.getKey(),
                TextChange.digest(each.getValue()), null)).toList());
    }

    /** Deletes one that waits, for good. */
    synchronized void forget(String file) throws IOException {
        if (waiting().contains(file)) {
            store.remove(file);
        }
    }
}
