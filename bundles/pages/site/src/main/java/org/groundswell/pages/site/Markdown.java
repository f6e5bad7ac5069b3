package org.groundswell.pages.site;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.commonmark.Extension;
import org.commonmark.ext.footnotes.FootnotesExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.DefaultUrlSanitizer;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Makes HTML of a page's text: CommonMark with tables and footnotes. Pictures and links may name files in
 * {@code assets/} and pages of the same language. Raw HTML is shown as text. Immutable.
 */
final class Markdown {
    private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create(), FootnotesExtension.create());
    /** What a link may begin with; all other addresses are taken out, since some of them run what they hold. */
    private static final List<String> SCHEMES = List.of("http", "https", "mailto", "tel", "sms");
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();

    private final SiteNames names;
    private final HtmlRenderer renderer;

    Markdown(SiteNames names) {
        this.names = names;
        this.renderer = HtmlRenderer.builder().extensions(EXTENSIONS).escapeHtml(true).sanitizeUrls(true)
                .urlSanitizer(new DefaultUrlSanitizer(SCHEMES)).attributeProviderFactory(_ -> this::describe).build();
    }

    /** @throws StackOverflowError if the text is nested deeper than the library can go down */
    String html(String language, String markdown) {
        Node document = PARSER.parse(markdown);
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Image image) {
                names.address(language, image.getDestination()).ifPresent(image::setDestination);
                visitChildren(image);
            }

            @Override
            public void visit(Link link) {
                names.address(language, link.getDestination()).ifPresent(link::setDestination);
                visitChildren(link);
            }
        });
        return renderer.render(document);
    }

    /**
     * What lets a browser keep a picture's place free, and fetch it only when somebody comes near. That a search engine
     * should not follow a link is only said of links to elsewhere.
     */
    private void describe(Node node, String tag, Map<String, String> attributes) {
        if (attributes.getOrDefault("href", "").matches("[/#].*")) {
            attributes.remove("rel");
        }
        if (tag.equals("img")) {
            Optional<Asset> picture = names.published(attributes.getOrDefault("src", ""));
            picture.flatMap(asset -> PictureSize.of(asset.bytes())).ifPresent(size -> {
                attributes.put("width", Integer.toString(size.width()));
                attributes.put("height", Integer.toString(size.height()));
            });
            picture.map(asset -> names.widths().get(asset.path())).ifPresent(widths -> {
                attributes.put("srcset", widths);
                attributes.put("sizes", PictureWidths.SIZES);
            });
            attributes.put("loading", "lazy");
            attributes.put("decoding", "async");
        }
    }
}
