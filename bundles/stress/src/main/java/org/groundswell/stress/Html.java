package org.groundswell.stress;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** What a visitor's browser finds in a page of a site, whatever the site's own templates are. */
final class Html {
    private final Document page;

    Html(String text) {
        page = Jsoup.parse(text);
    }

    List<String> files(boolean scripts) {
        return page.select("[src^=/assets/], [href^=/assets/]").stream()
                .map(each -> each.hasAttr("src") ? each.attr("src") : each.attr("href"))
                .filter(path -> scripts || !path.endsWith(".js")).distinct().toList();
    }

    /** Without the page for readers of any other one, {@code x-default}. */
    List<String> languages() {
        return page.select("[hreflang]:not([hreflang^=x-])").eachAttr("hreflang").stream().distinct().toList();
    }

    /** The live stream's path, or "". */
    String live() {
        return page.select("[data-live^=/]").attr("data-live");
    }

    /** After how many seconds the page looks again by itself; 0: it does not. */
    int refreshSeconds() {
        Element scripted = page.selectFirst("[data-again]");
        String said = scripted != null ? scripted.attr("data-again")
                : page.select("[http-equiv=refresh]").attr("content").replaceFirst("\\D.*", "");
        return said.matches("\\d{1,6}") ? Integer.parseInt(said) : 0;
    }

    /** What the form sends if nobody touches it. */
    Map<String, String> fields() {
        var fields = new LinkedHashMap<String, String>();
        for (Element input : page.select("input[name][type=hidden], input[name][checked]")) {
            fields.put(input.attr("name"), input.attr("value"));
        }
        return fields;
    }
}
