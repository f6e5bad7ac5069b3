package org.groundswell.pages.site;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.groundswell.pages.api.editing.Preview;
import org.groundswell.shared.paths.WebPath;
import org.jsoup.Jsoup;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Makes of a rendered page one that stands for itself, for a frame on another address: what it shows is inside. Style and
 * pictures are let in as visitors' policy lets them in, so that what they would not see is not seen here.
 */
final class PreviewPage {
    private static final Pattern URL = Pattern.compile("url\\(\\s*(['\"]?)([^'\")]*)\\1\\s*\\)");

    private final Map<String, Asset> paths = new HashMap<>();
    private final List<String> styles = new ArrayList<>();

    PreviewPage(LoadedSite loaded) {
        loaded.assets().values().forEach(asset -> paths.put(asset.path(), asset));
        loaded.rootFiles().values().forEach(asset -> paths.put(asset.path(), asset));
    }

    Preview of(String html) {
        Document page = Jsoup.parse(html);
        page.outputSettings().prettyPrint(false);
        page.select("script, base, meta[http-equiv], iframe, object, embed").remove();
        page.select("link[rel=stylesheet]").forEach(this::inline);
        page.select("link:not([rel=stylesheet])").remove();
        page.select("[srcset]").removeAttr("srcset");
        page.select("img[src], input[src]").forEach(each -> asset(each.attr("src"))
                .ifPresent(asset -> each.attr("src", data(asset))));
        page.select("a[href], area[href]").attr("href", "#");
        page.select("form").attr("action", "#");
        page.select("[formaction]").removeAttr("formaction");
        String allowed = styles.isEmpty() ? "'none'" : String.join(" ", styles);
        return new Preview(page.outerHtml(), "default-src 'none'; style-src " + allowed + "; img-src data:; font-src data:;"
                + " base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox");
    }

    private void inline(Element link) {
        Optional<Asset> style = asset(link.attr("href"));
        if (style.isEmpty()) {
            link.remove();
            return;
        }
        // As the browser reads it, for its digest: with one kind of line end.
        String css = new String(style.get().bytes(), StandardCharsets.UTF_8).replace("\r\n", "\n").replace('\r', '\n');
        var inside = new StringBuilder();
        Matcher url = URL.matcher(css);
        while (url.find()) {
            url.appendReplacement(inside, Matcher.quoteReplacement(beside(style.get(), url.group(2))
                    .map(asset -> "url(" + data(asset) + ")").orElse(url.group())));
        }
        String text = url.appendTail(inside).toString().replace("</", "<\\/");
        Element element = new Element("style").appendChild(new DataNode(text));
        if (link.hasAttr("media")) {
            element.attr("media", link.attr("media"));
        }
        link.replaceWith(element);
        styles.add("'sha256-" + digest(text) + "'");
    }

    private Optional<Asset> beside(Asset style, String address) {
        try {
            return asset(URI.create(style.address()).resolve(address).toString());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Optional<Asset> asset(String address) {
        return Optional.ofNullable(paths.get(WebPath.decoded(address.replaceFirst("[?#].*", ""))));
    }

    private static String data(Asset asset) {
        return "data:" + asset.contentType().replace(" ", "") + ";base64," + Base64.getEncoder().encodeToString(asset.bytes());
    }

    private static String digest(String text) {
        try {
            return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
