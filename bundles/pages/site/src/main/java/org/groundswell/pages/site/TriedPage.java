package org.groundswell.pages.site;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Optional;
import org.groundswell.pages.api.PageException;
import org.groundswell.pages.api.editing.Preview;

/** A page of a site that is only tried, as whoever comes to it would see it. For one thread. */
final class TriedPage {
    private final SnapshotBuilder builder;
    private final Figures figures;

    TriedPage(SnapshotBuilder builder, Figures figures) {
        this.builder = builder;
        this.figures = figures;
    }

    /**
     * Nothing where there is no such page, or one that nobody knows a visitor of. Pages that are made for one donor each are as
     * one who gives to the first campaign meets them.
     *
     * @throws PageException if it cannot be rendered
     */
    Optional<Preview> of(String page, String language) {
        LoadedSite loaded = builder.loaded();
        Optional<String> html = loaded.content(language, page).flatMap(_ -> DonorMoments.usual(
                loaded.site().campaigns().getFirst(), page)).map(moment -> moment(moment, language))
                .or(() -> loaded.pages().stream().filter(each -> each.page().equals(page) && each.language().equals(language))
                        .findFirst().map(this::open));
        return html.map(each -> new PreviewPage(loaded).of(each));
    }

    private String moment(DonorMoments.Moment moment, String language) {
        var values = new HashMap<>(builder.contributions().values());
        values.putAll(moment.values());
        try {
            return builder.renderer().render(moment.page(), language, figures, values).html();
        } catch (RenderFailure e) {
            throw new PageException(e.getMessage(), e);
        }
    }

    private String open(PublicPage asked) {
        var failed = new PageProblems();
        return builder.page(asked, figures, failed).map(each -> StandardCharsets.UTF_8.decode(each.body()).toString())
                .orElseThrow(() -> new PageException(failed.messages().getFirst()));
    }
}
