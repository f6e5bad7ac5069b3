package org.groundswell.pages.export;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.groundswell.shared.paths.WebPath;
import org.jsoup.Jsoup;
import org.jsoup.select.Elements;

/** Whether every link within the site leads to a file. */
final class LinkCheck {
    private static final URI SITE = URI.create("http://site.invalid/");

    private LinkCheck() {
    }

    /** Page and link of each that leads nowhere. */
    static List<String> broken(Map<String, byte[]> files) {
        var broken = new ArrayList<String>();
        files.forEach((name, bytes) -> {
            if (!name.endsWith(".html")) {
                return;
            }
            Elements links = Jsoup.parse(new String(bytes, StandardCharsets.UTF_8)).select("[href], [src]");
            for (String address : links.stream().map(each -> each.attr(each.hasAttr("href") ? "href" : "src")).toList()) {
                if (!leads(name, address, files)) {
                    broken.add(name + ": " + address);
                }
            }
        });
        return broken.stream().distinct().toList();
    }

    /** An address on another host leads wherever it leads. */
    private static boolean leads(String page, String address, Map<String, byte[]> files) {
        try {
            // A page is asked for without its ending, and so are those beside it.
            URI target = SITE.resolve(WebPath.encoded(page.replaceFirst("index\\.html$", ""))).resolve(address);
            return !SITE.getHost().equals(target.getHost()) || leads(WebPath.decoded(target.getRawPath()), files);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean leads(String path, Map<String, byte[]> files) {
        String name = path.isEmpty() ? "" : path.substring(1);
        return files.containsKey(name) || files.containsKey(name + ".html")
                || (name.isEmpty() || name.endsWith("/")) && files.containsKey(name + "index.html");
    }
}
