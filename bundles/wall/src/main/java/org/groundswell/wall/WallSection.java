package org.groundswell.wall;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import org.groundswell.kernel.api.ports.Port;
import org.groundswell.pages.api.PageSection;
import org.groundswell.pages.api.Pages;
import org.groundswell.shared.templates.HtmlTemplate;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The wall on the home page. Its texts are in {@code wall.properties} and its translations. */
@Port(port = "wall.section")
@Component(service = PageSection.class)
public final class WallSection implements PageSection {
    private final HtmlTemplate template = HtmlTemplate.of(WallSection.class, "wall.ftlh");
    private final MessageWall wall;
    private final Pages pages;

    @Activate
    public WallSection(@Reference MessageWall wall, @Reference Pages pages) {
        this.wall = wall;
        this.pages = pages;
    }

    @Override
    public String page() {
        return "home";
    }

    @Override
    public String name() {
        return "wall";
    }

    @Override
    public String live() {
        return WallFeed.STREAM;
    }

    @Override
    public String html(String language) {
        var texts = ResourceBundle.getBundle("org.groundswell.wall.wall", Locale.forLanguageTag(language),
                WallSection.class.getClassLoader(), ResourceBundle.Control.getNoFallbackControl(
                        ResourceBundle.Control.FORMAT_PROPERTIES));
        List<Map<String, String>> messages = wall.shown().stream().map(each -> Map.of("text", each.text(), "name",
                each.name().isEmpty() ? texts.getString("anonymous") : each.name(), "of", of(each, language))).toList();
        return template.html(Map.of("title", texts.getString("title"), "none", texts.getString("none"), "messages",
                messages));
    }

    /** What it was given to, on a site where that is a question. */
    private String of(Message message, String language) {
        return pages.site().campaigns().size() == 1 ? ""
                : pages.campaignTitle(language, message.campaign(), message.campaign());
    }
}
