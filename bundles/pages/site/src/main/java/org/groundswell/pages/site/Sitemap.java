package org.groundswell.pages.site;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.Set;

/** The pages that search engines are to find, each with the same in other languages (sitemaps.org, protocol 0.9). */
record Sitemap(LoadedSite loaded, String address) {
    static final String NAME = "sitemap.xml";

    /** @param indexed paths of the pages that say nothing against being found */
    String xml(Set<String> indexed) {
        var head = new PageHead(loaded, new CampaignViews(loaded));
        var languages = new PageLanguages(loaded);
        var xml = new StringBuilder("""
                <?xml version="1.0" encoding="UTF-8"?>
                <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
                """);
        loaded.pages().stream().filter(page -> indexed.contains(page.path()))
                .sorted(Comparator.comparing(PublicPage::path)).forEach(page -> add(xml, page, head, languages));
        return xml.append("</urlset>\n").toString();
    }

    private void add(StringBuilder xml, PublicPage page, PageHead head, PageLanguages languages) {
        xml.append("<url><loc>").append(Xml.escaped(address + languages.address(page.language(), page.page(), page.campaign())))
                .append("</loc>");
        loaded.written(page.language(), page.page()).ifPresent(at -> xml.append("<lastmod>")
                .append(LocalDate.ofInstant(at, loaded.site().zone())).append("</lastmod>"));
        head.alternates(page.page(), page.campaign(), address).forEach(each ->
                xml.append("<xhtml:link rel=\"alternate\" hreflang=\"").append(each.get("tag")).append("\" href=\"")
                        .append(Xml.escaped(each.get("address"))).append("\"/>"));
        xml.append("</url>\n");
    }
}
