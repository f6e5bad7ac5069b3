package org.groundswell.wall;

import java.util.Locale;
import java.util.ResourceBundle;
import org.groundswell.kernel.api.ports.Port;
import org.groundswell.pages.api.PageSection;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.owasp.encoder.Encode;

/** The wall on the home page. Its texts are in {@code wall.properties} and its translations. */
@Port(port = "wall.section")
@Component(service = PageSection.class)
public final class WallSection implements PageSection {
    private final MessageWall wall;

    @Activate
    public WallSection(@Reference MessageWall wall) {
        this.wall = wall;
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
        var html = new StringBuilder("<h2>").append(Encode.forHtml(texts.getString("title"))).append("</h2>");
        if (wall.shown().isEmpty()) {
            return html.append("<p>").append(Encode.forHtml(texts.getString("none"))).append("</p>").toString();
        }
        html.append("<ul class=\"wall\">");
        for (Message message : wall.shown()) {
            String name = message.name().isEmpty() ? texts.getString("anonymous") : message.name();
            html.append("<li><blockquote><bdi>").append(Encode.forHtml(message.text()))
                    .append("</bdi></blockquote><p><bdi>").append(Encode.forHtml(name)).append("</bdi></p></li>");
        }
        return html.append("</ul>").toString();
    }
}
