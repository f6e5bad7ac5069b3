package org.groundswell.studio;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.groundswell.edge.api.Caching;
import org.groundswell.edge.api.snapshots.Snapshot;
import org.groundswell.shared.codes.QrPicture;
import org.groundswell.shared.text.TextDirection;
import org.groundswell.shared.servlets.BundleFile;
import org.owasp.encoder.Encode;

/** The page of a screen: everything but the figures, which its script reads. Immutable. */
final class StudioPage {
    private static final String STYLE = "studio.css";
    private static final String SCRIPT = "studio.js";

    private final URI base;
    private final String shortAddress;

    /** @param shortAddress what viewers read; empty for the host of the base */
    StudioPage(URI base, String shortAddress) {
        this.base = base;
        this.shortAddress = shortAddress;
    }

    String html(String language, String campaign, boolean isFirst, String title) {
        String form = base + "/" + language + (isFirst ? "" : "/" + campaign) + "/donate";
        QrPicture.Drawing code = QrPicture.of(form);
        return String.format(Locale.ROOT, """
                <!doctype html>
                <html lang="%s" dir="%s">
                <head>
                <meta charset="utf-8">
                <meta name="robots" content="noindex">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title>
                <link rel="stylesheet" href="%s">
                <script src="%s" defer></script>
                </head>
                <body data-live="/live%s">
                <main>
                <section class="total" aria-live="off" hidden>
                <p class="title">%s</p>
                <p class="raised"></p>
                <progress max="1" value="0"></progress>
                <p class="of"></p>
                <p class="test" hidden></p>
                </section>
                <section class="names" hidden><h2></h2><ol></ol></section>
                <section class="give">
                <svg viewBox="0 0 %d %d" role="img" aria-label="%s"><path d="%s"/></svg>
                <p class="address" dir="ltr">%s</p>
                </section>
                </main>
                </body>
                </html>
                """, Encode.forHtmlAttribute(language), TextDirection.isRightToLeft(language) ? "rtl" : "ltr",
                Encode.forHtml(title), address(STYLE), address(SCRIPT),
                Encode.forHtmlAttribute(StudioScreens.path(language, campaign)), Encode.forHtml(title), code.side(),
                code.side(), Encode.forHtmlAttribute(form), code.path(), Encode.forHtml(shown(campaign, isFirst)));
    }

    /** As short as it still leads there. */
    private String shown(String campaign, boolean isFirst) {
        if (!shortAddress.isEmpty()) {
            return shortAddress;
        }
        return base.getRawAuthority() + (isFirst ? "" : "/" + campaign);
    }

    /** What each screen needs beside its page. An address changes with its content. */
    static List<Snapshot> files() {
        return Stream.of(STYLE, SCRIPT).map(each -> {
            var file = new BundleFile(StudioPage.class, each);
            return Snapshot.of(address(each), file.type(), Caching.IMMUTABLE, file.bytes());
        }).toList();
    }

    private static String address(String file) {
        int dot = file.lastIndexOf('.');
        return StudioScreens.FOLDER + file.substring(0, dot) + "-" + new BundleFile(StudioPage.class, file).mark()
                + file.substring(dot);
    }
}
