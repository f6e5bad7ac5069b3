package org.groundswell.pages.migration;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Makes pages of a WordPress export. Posts become news, pages stay below their parents. Used by one thread, once. */
final class WordPressExport {
    private static final String PAGE = "page";
    private static final String POST = "post";
    private static final Set<String> UNSEEN = Set.of("trash", "auto-draft", "inherit");
    /** What is made by itself here, or belongs to a theme. */
    private static final Set<String> OF_NO_USE = Set.of("attachment", "revision", "nav_menu_item", "custom_css",
            "customize_changeset", "oembed_cache", "wp_global_styles", "wp_navigation", "wp_template", "wp_template_part");

    private final WordPressFile export;
    private final Optional<Path> uploads;
    private final Pictures pictures;
    private final WordPressLanguages languages;
    private final Map<String, WordPressItem> items = new HashMap<>();
    private final Map<String, Upload> files = new HashMap<>();
    private final OldAddresses addresses;
    private final List<Remark> remarks = new ArrayList<>();
    private final Set<String> missing = new HashSet<>();

    private WordPressExport(WordPressFile export, Optional<Path> uploads) throws IOException {
        this.export = export;
        this.uploads = uploads;
        this.pictures = uploads.isPresent() ? Pictures.in(uploads.get()) : Pictures.none();
        this.languages = new WordPressLanguages(export.items(), export.channel().getOrDefault("language", "en").strip()
                .replaceFirst("[-_].*", ""));
        this.addresses = new OldAddresses(address(export));
    }

    /** @param uploads a copy of the folder {@code wp-content/uploads}, if there is one */
    static OldSite read(Path file, Optional<Path> uploads) throws IOException, UnreadableSiteException {
        return new WordPressExport(WordPressFile.read(file), uploads).all();
    }

    private static String address(WordPressFile export) {
        String blog = export.channel().getOrDefault("wp:base_blog_url", "").strip();
        return (blog.isEmpty() ? export.channel().getOrDefault("link", "").strip() : blog).replaceFirst("/+$", "");
    }

    private OldSite all() {
        export.items().forEach(item -> items.put(item.id(), item));
        export.items().stream().filter(item -> item.type().equals("attachment"))
                .forEach(item -> files.put(item.id(), Upload.of(item)));
        List<WordPressItem> pages = export.items().stream().filter(this::isPage).toList();
        pages.forEach(item -> {
            String page = language(item) + "/" + page(item, Map.of(), "").page();
            addresses.add(address(item), page);
            addresses.add("/?p=" + item.id(), page);
            addresses.add("/?page_id=" + item.id(), page);
        });
        // Behind all of them: an address that a page has is no other one's earlier one.
        pages.forEach(item -> earlier(item).forEach(address -> addresses.add(address, language(item) + "/"
                + page(item, Map.of(), "").page())));
        List<OldPage> converted = pages.stream().flatMap(item -> understood(item).stream()).toList();
        languages.untold(pages, pages.stream().map(this::address).toList()).ifPresent(remarks::add);
        sayWhatIsLost();
        return new OldSite(converted, pictures.all(), List.copyOf(remarks));
    }

    private boolean isPage(WordPressItem item) {
        if (!item.type().equals(PAGE) && !item.type().equals(POST) || UNSEEN.contains(item.value("wp:status"))) {
            return false;
        }
        if (item.value("wp:status").equals("private") || !item.value("wp:post_password").isEmpty()) {
            remarks.add(new Remark(source(item), "was left out: not everybody was to see it"));
            return false;
        }
        if (item.type().equals(POST) && day(item).or(this::ofExport).isEmpty()) {
            remarks.add(new Remark(source(item), "was left out: it has no date, and neither has the export; give it one and"
                    + " export again"));
            return false;
        }
        return true;
    }

    private Optional<OldPage> understood(WordPressItem item) {
        try {
            return Optional.of(converted(item));
        } catch (StackOverflowError e) {
            remarks.add(new Remark(source(item), Remark.TOO_DEEP));
            return Optional.empty();
        }
    }

    private OldPage converted(WordPressItem item) {
        var places = new WordPressPlaces(source(item), language(item), address(item), addresses, pictures, uploads);
        List<String> attached = export.items().stream().filter(each -> files.containsKey(each.id())
                && each.value("wp:post_parent").equals(item.id())).map(WordPressItem::id).toList();
        String text = new MarkdownWriter(places).write(new WordPressText(files, attached, places)
                .html(item.value("content:encoded")));
        if (item.type().equals(POST) && day(item).isEmpty()) {
            places.lost("has no date, so it became one of " + ofExport().orElseThrow() + ", the day of the export; change the name"
                    + " of its file if it is of another day", "");
        }
        var head = new TreeMap<String, String>();
        head.put("title", item.title());
        String summary = MarkdownWriter.plain(item.value("excerpt:encoded"));
        if (!summary.isEmpty()) {
            head.put(item.type().equals(POST) ? "summary" : "description", summary);
        }
        Upload picture = files.get(item.meta().getOrDefault("_thumbnail_id", ""));
        if (picture != null) {
            places.head(head, picture.address(), picture.alternative());
        }
        missing.addAll(places.missing());
        remarks.addAll(places.remarks());
        return page(item, head, text);
    }

    private OldPage page(WordPressItem item, Map<String, String> head, String text) {
        boolean isPost = item.type().equals(POST);
        String name = SafeName.of(item.value("wp:post_name").isEmpty() ? item.title() : item.value("wp:post_name"));
        boolean isDraft = !Set.of("publish", "future").contains(item.value("wp:status"));
        return new OldPage(source(item), address(item), language(item), isPost ? name : below(item, name, new HashSet<>(Set.of(item.id()))),
                isPost ? day(item).or(this::ofExport) : Optional.empty(), isDraft, earlier(item), head, text);
    }

    /** A page's name below those of its parents; a page that is its own parent has none. */
    private String below(WordPressItem item, String name, Set<String> seen) {
        WordPressItem parent = items.get(item.value("wp:post_parent"));
        return parent == null || !parent.type().equals(PAGE) || !seen.add(parent.id()) ? name
                : below(parent, SafeName.of(parent.value("wp:post_name")), seen) + "/" + name;
    }

    private static Optional<LocalDate> day(WordPressItem item) {
        return Stream.of("wp:post_date", "wp:post_date_gmt", "wp:post_modified", "wp:post_modified_gmt")
                .flatMap(date -> WrittenDay.of(item.value(date)).stream()).findFirst();
    }

    private Optional<LocalDate> ofExport() {
        return WrittenDay.ofFeed(export.channel().getOrDefault("pubDate", "").strip());
    }

    private String language(WordPressItem item) {
        return languages.of(item, address(item));
    }

    private String address(WordPressItem item) {
        return addresses.path("/", item.value("link"));
    }

    /** Where it was when it had another name. */
    private List<String> earlier(WordPressItem item) {
        String name = item.meta().getOrDefault("_wp_old_slug", "").strip();
        String present = "/" + item.value("wp:post_name") + "/";
        return name.isEmpty() || !address(item).endsWith(present) ? List.of()
                : List.of(address(item).substring(0, address(item).length() - present.length()) + "/" + name + "/");
    }

    private static String source(WordPressItem item) {
        return item.type() + " " + item.id() + " \"" + item.title() + "\"";
    }

    private void sayWhatIsLost() {
        var types = new TreeMap<String, Integer>();
        export.items().stream().map(WordPressItem::type)
                .filter(type -> !type.equals(PAGE) && !type.equals(POST) && !OF_NO_USE.contains(type))
                .forEach(type -> types.merge(type, 1, Integer::sum));
        types.forEach((type, count) -> remarks.add(new Remark("", "items of a kind that pages here do not have were left"
                + " out: " + type + " (" + count + ")")));
        int comments = export.items().stream().mapToInt(WordPressItem::comments).sum();
        if (comments > 0) {
            remarks.add(new Remark("", "readers' comments were left out: " + comments));
        }
        if (!missing.isEmpty()) {
            remarks.add(new Remark("", uploads.isEmpty() ? "an export has no pictures: copy the folder wp-content/uploads from"
                    + " the old host and say --uploads FOLDER" : missing.size() + " pictures are not in the folder that --uploads"
                    + " named"));
        }
    }
}
