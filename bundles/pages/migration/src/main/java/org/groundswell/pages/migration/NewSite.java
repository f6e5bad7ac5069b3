package org.groundswell.pages.migration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.groundswell.shared.files.ByteOrderMark;
import org.groundswell.shared.paths.WebPath;
import org.groundswell.shared.sites.SiteLimits;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/**
 * Writes what was read into a site folder. A file that is there stays, unless it is to be replaced; the pages that donors
 * are led through stay in any case. Whoever begins again after an end in the middle loses nothing.
 */
final class NewSite {
    /** Their front matter has words that templates ask for. */
    private static final Set<String> OWN = Set.of("confirm", "contact", "donate", "error", "home", "monthly", "onward", "sorry",
            "thanks", "wait");

    private final Path folder;
    private final boolean replace;
    private final boolean dry;
    private final Set<String> languages;
    private final List<Remark> remarks = new ArrayList<>();
    private final Map<String, Integer> pages = new TreeMap<>();
    private final Map<String, String> moved = new TreeMap<>();
    private final Set<String> claimed = new HashSet<>();
    private final Map<String, String> aliases = new TreeMap<>();
    private final Room room;
    private int pictures;

    /**
     * @param replace whether files that are there are written anew
     * @param dry     whether nothing is written, only said
     */
    NewSite(Path folder, boolean replace, boolean dry) throws IOException, UnreadableSiteException {
        this.folder = folder;
        this.replace = replace;
        this.dry = dry;
        Path settings = folder.resolve("site.yaml");
        if (!Files.isRegularFile(settings)) {
            throw new UnreadableSiteException("there is no " + settings + ": give the folder of a site, such as site/");
        }
        this.room = new Room(folder);
        Object said = DataFormat.YAML.read(ByteOrderMark.removed(Files.readString(settings))).get("languages");
        this.languages = said instanceof List<?> list && !list.isEmpty()
                ? Set.copyOf(list.stream().map(String::valueOf).toList()) : Set.of("en");
    }

    void take(OldSite old) throws IOException {
        remarks.addAll(old.remarks());
        for (OldPage page : old.pages()) {
            page(page);
        }
        for (Map.Entry<String, Path> picture : old.pictures().entrySet()) {
            picture("assets/" + picture.getKey(), picture.getValue());
        }
    }

    private void picture(String name, Path from) throws IOException {
        Path file = folder.resolve(name);
        byte[] bytes = Files.readAllBytes(from);
        if (Files.exists(file) && !replace && !(Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), bytes))) {
            remarks.add(new Remark(name, "is another file there already, and stays; pages show that one: rename yours, or say"
                    + " --replace"));
            return;
        }
        Optional<String> refused = room.refused(file, bytes.length);
        if (refused.isPresent()) {
            remarks.add(new Remark(name, "was left out: " + refused.get()));
            return;
        }
        write(file, bytes);
        pictures++;
    }

    private void page(OldPage page) throws IOException {
        String name = "content/" + page.language() + "/" + page.page() + ".md";
        if (!languages.contains(page.language())) {
            remarks.add(new Remark(page.source(), "was left out: site.yaml has no language " + page.language()
                    + "; add it to \"languages\" and import again"));
        } else if (page.head().getOrDefault("title", "").isBlank()) {
            remarks.add(new Remark(page.source(), "was left out: it has no title; give it one and import again"));
        } else if (page.draft() && page.day().isEmpty()) {
            remarks.add(new Remark(page.source(), "was left out: it is a draft, and only news can be drafts here"));
        } else if (OWN.contains(page.page())) {
            remarks.add(new Remark(page.source(), "was left out: " + name + " leads donors, and its front matter has words of"
                    + " the form; put your text there by hand"));
        } else if (!claimed.add(name)) {
            remarks.add(new Remark(page.source(), "was left out: another page became " + name));
        } else if (Files.exists(folder.resolve(name)) && !replace) {
            remarks.add(new Remark(page.source(), "was left out: " + name + " is there already; say --replace to write it anew"));
        } else if (page.text().length() > SiteLimits.MOST_PAGE_CHARACTERS) {
            remarks.add(new Remark(page.source(), "was left out: it has " + page.text().length() + " characters, and a page has "
                    + SiteLimits.MOST_PAGE_CHARACTERS + " at most; make several of it"));
        } else {
            written(page, folder.resolve(name));
        }
    }

    private void written(OldPage page, Path file) throws IOException {
        byte[] text = text(page).getBytes(StandardCharsets.UTF_8);
        Optional<String> refused = room.refused(file, text.length);
        if (refused.isPresent()) {
            remarks.add(new Remark(page.source(), "was left out: " + refused.get()));
            return;
        }
        write(file, text);
        pages.merge(page.language(), 1, Integer::sum);
        if (page.address().indexOf('?') < 0) {
            moved.put(sent(page.address()), WebPath.encoded(page.newAddress()));
        }
        page.aliases().forEach(alias -> aliases.putIfAbsent(sent(alias), WebPath.encoded(page.newAddress())));
    }

    /** As browsers send it. */
    private static String sent(String path) {
        return WebPath.encoded(WebPath.decoded(path));
    }

    private static String text(OldPage page) {
        var head = new LinkedHashMap<String, Object>(Map.of("title", page.head().get("title")));
        head.putAll(page.head());
        if (page.draft()) {
            head.put("draft", true);
        }
        String front = new Dump(DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).setWidth(Integer.MAX_VALUE)
                .setSplitLines(false).build()).dumpToString(head);
        return "---\n" + front + "---\n" + page.text() + "\n";
    }

    /** As a whole: a node that looks into the folder meanwhile never reads half a file. */
    private void write(Path file, byte[] bytes) throws IOException {
        if (dry) {
            return;
        }
        Files.createDirectories(file.getParent());
        // Beside it, because another folder may be on another disk; nobody reads what begins with a point.
        Path whole = Files.createTempFile(file.getParent(), ".import", "");
        try {
            Files.write(whole, bytes);
            Files.setPosixFilePermissions(whole, Files.getPosixFilePermissions(folder.resolve("site.yaml")));
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    List<Remark> remarks() {
        return List.copyOf(remarks);
    }

    /** How many pages were written, by language. */
    Map<String, Integer> pages() {
        return Map.copyOf(pages);
    }

    int pictures() {
        return pictures;
    }

    /** Where each page was, and where it is now; both as browsers send them. What was known by its number only is not there. */
    Map<String, String> moved() {
        var all = new TreeMap<>(aliases);
        all.putAll(moved);
        return all;
    }
}
