package org.groundswell.pages.migration;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads the folder of a site that Hugo makes. Used by one thread, once. */
final class HugoFolder {
    private static final Set<String> MARKDOWN = Set.of("md", "markdown");
    private static final Set<String> OTHER_TEXTS = Set.of("html", "adoc", "asciidoc", "org", "pandoc", "pdc", "rst");
    /** What pages of the new site have no place for; that they are lost is said once. */
    private static final List<String> LEFT_OUT = List.of("tags", "categories", "authors", "author", "layout", "type",
            "expirydate", "publishdate", "weight", "menu", "menus");

    private final Path site;
    private final HugoSettings settings;
    private final Pictures pictures;
    private final List<Remark> remarks = new ArrayList<>();
    private final Map<String, Integer> leftOut = new TreeMap<>();
    /** Where each file was met first. */
    private final Map<String, String> read = new HashMap<>();

    private HugoFolder(Path site) throws IOException, UnreadableSiteException {
        this.site = site;
        this.settings = HugoSettings.read(site);
        this.pictures = Pictures.in(site);
    }

    /**
     * A file with a page.
     *
     * @param path below its language's folder, without its ending and its language
     */
    record File(String source, Path file, String language, String path) {
    }

    static OldSite read(Path site) throws IOException, UnreadableSiteException {
        if (!Files.isDirectory(site)) {
            throw new UnreadableSiteException("there is no folder " + site);
        }
        return new HugoFolder(site).all();
    }

    private OldSite all() throws IOException {
        var pages = new ArrayList<HugoPage>();
        for (File file : files()) {
            page(file).ifPresent(pages::add);
        }
        var addresses = new OldAddresses(settings.address());
        pages.forEach(each -> index(each, addresses));
        // Behind all of them: an address that a page has is nobody's alias.
        pages.forEach(each -> each.page().aliases().stream().filter(addresses::isOwn).forEach(alias ->
                addresses.add(addresses.path("/", alias), each.page().language() + "/" + each.page().page())));
        List<OldPage> converted = pages.stream().flatMap(each -> understood(each, addresses).stream())
                .toList();
        leftOut.forEach((key, count) -> remarks.add(new Remark("", "front matter that pages here do not have was left out: "
                + key + " (" + count + (count == 1 ? " page)" : " pages)"))));
        return new OldSite(converted, pictures.all(), List.copyOf(remarks));
    }

    private List<File> files() throws IOException {
        var files = new ArrayList<File>();
        for (Map.Entry<String, Path> folder : settings.folders().entrySet()) {
            files.addAll(files(folder.getValue(), folder.getKey()));
        }
        if (!settings.folders().containsValue(settings.content())) {
            files.addAll(files(settings.content(), settings.language()).stream().filter(each -> settings.folders().values()
                    .stream().noneMatch(each.file()::startsWith)).toList());
        }
        return files;
    }

    private List<File> files(Path folder, String language) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        return all(folder).stream().filter(this::isInside).flatMap(file -> file(folder, file, language).stream()).toList();
    }

    /** Files first, and then links. */
    private List<Path> all(Path folder) throws IOException {
        var files = new ArrayList<Path>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (Files.isDirectory(file)) {
                    remarks.add(new Remark(site.relativize(file).toString(), "was left out: it is a link to a folder; copy the"
                            + " folder to its place if its pages are wanted here, too"));
                } else {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException why) {
                remarks.add(new Remark(site.relativize(file).toString(), "was left out: it cannot be read (" + why + ")"));
                return FileVisitResult.CONTINUE;
            }
        });
        return files.stream().sorted(Comparator.<Path, Boolean>comparing(Files::isSymbolicLink)
                .thenComparing(Comparator.naturalOrder())).toList();
    }

    /** A link may lead to what is the reader's own, and nobody's to publish. */
    private boolean isInside(Path file) {
        try {
            if (file.toRealPath().startsWith(site.toRealPath())) {
                return true;
            }
        } catch (IOException e) {
            // It is gone, or may not be read.
        }
        remarks.add(new Remark(site.relativize(file).toString(), "was left out: it is a link to what is not in the folder"));
        return false;
    }

    private Optional<File> file(Path folder, Path file, String language) {
        String path = folder.relativize(file).toString().replace('\\', '/');
        String source = site.relativize(file).toString();
        int dot = path.lastIndexOf('.');
        String ending = dot < 0 ? "" : path.substring(dot + 1).toLowerCase(Locale.ROOT);
        if (OTHER_TEXTS.contains(ending)) {
            remarks.add(new Remark(source, "is not Markdown and was left out; write it as a page in content/"));
        }
        if (!MARKDOWN.contains(ending)) {
            return Optional.empty();
        }
        String name = path.substring(0, dot);
        int own = name.lastIndexOf('.');
        boolean isMarked = own > name.lastIndexOf('/') && settings.languages().contains(name.substring(own + 1));
        return Optional.of(isMarked ? new File(source, file, name.substring(own + 1), name.substring(0, own))
                : new File(source, file, language, name));
    }

    private Optional<HugoPage> page(File file) {
        try {
            String first = read.putIfAbsent(file.language() + " " + file.file().toRealPath(), file.source());
            if (first != null) {
                remarks.add(new Remark(file.source(), "was left out: it is the same file as " + first));
                return Optional.empty();
            }
            String written = Files.readString(file.file());
            FrontMatter front = FrontMatter.read(written);
            if (front.isTrue("headless") || isPartOfABundle(file)) {
                remarks.add(new Remark(file.source(), "is a part of another page and was left out"));
                return Optional.empty();
            }
            LEFT_OUT.stream().filter(front::has).forEach(key -> leftOut.merge(key, 1, Integer::sum));
            return Optional.of(HugoPage.of(file, written, front, file.language().equals(settings.language())));
        } catch (UnreadableSiteException e) {
            remarks.add(new Remark(file.source(), "was left out: " + e.getMessage()));
        } catch (IOException e) {
            remarks.add(new Remark(file.source(), "was left out: it cannot be read as UTF-8 text (" + e.getMessage() + ")"));
        }
        return Optional.empty();
    }

    /** A text beside a page's index belongs to that page. */
    private static boolean isPartOfABundle(File file) {
        String name = file.path().substring(file.path().lastIndexOf('/') + 1);
        return !name.equals("index") && !name.equals("_index") && (Files.exists(file.file().resolveSibling("index.md"))
                || Files.exists(file.file().resolveSibling("index." + file.language() + ".md")));
    }

    private static void index(HugoPage page, OldAddresses addresses) {
        String name = page.page().language() + "/" + page.page().page();
        addresses.add(page.address(), name);
        String path = page.file().path();
        addresses.addName(path + ".md", name);
        addresses.addName(path, name);
        addresses.addName(path.replaceFirst("/_?index$", ""), name);
        String last = path.replaceFirst("/_?index$", "").replaceFirst(".*/", "");
        addresses.addName(last, name);
        addresses.addName(last + ".md", name);
    }

    private Optional<OldPage> understood(HugoPage page, OldAddresses addresses) {
        try {
            return Optional.of(converted(page, addresses));
        } catch (StackOverflowError e) {
            remarks.add(new Remark(page.file().source(), Remark.TOO_DEEP));
            return Optional.empty();
        }
    }

    private OldPage converted(HugoPage page, OldAddresses addresses) {
        var places = new HugoPlaces(page, settings, addresses, pictures);
        String text = new HugoText(places).converted(page.front().body());
        var head = new TreeMap<>(page.page().head());
        if (!page.front().picture().isEmpty()) {
            places.head(head, page.front().picture(), page.front().alternative());
        }
        remarks.addAll(places.remarks());
        OldPage old = page.page();
        return new OldPage(old.source(), old.address(), old.language(), old.name(), old.day(), old.draft(), old.aliases().stream()
                .filter(addresses::isOwn).map(alias -> addresses.path("/", alias)).toList(), head, text);
    }
}
