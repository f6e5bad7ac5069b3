package org.groundswell.pages.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.groundswell.edge.api.Caching;
import org.groundswell.edge.api.snapshots.Snapshot;
import org.groundswell.pages.api.Campaign;
import org.groundswell.pages.site.Figures.CampaignFigures;
import org.groundswell.shared.paths.WebPath;
import org.groundswell.shared.templates.HtmlTemplate;
import org.groundswell.shared.text.TextDirection;

/**
 * What other sites may put on their pages: {@code /embed/{campaign}}, a page for a frame, and {@code .svg}, its meter; each
 * also for readers of one language, {@code /embed/{campaign}/{language}}; and {@code /embed.js}, which puts the same there
 * and keeps it as it is. Used by one thread at a time.
 */
final class Embeds {
    private static final String HTML = "text/html; charset=utf-8";
    private static final String STYLE = "/embed.css";
    private static final String SCRIPT = "/embed.js";
    private static final String GIVE = "nav.donate";

    private final LoadedSite loaded;
    private final String address;
    private final CampaignViews campaigns;
    private final List<Snapshot> files;
    private final HtmlTemplate template = HtmlTemplate.of(Embeds.class, "embed.ftlh");
    /** By the campaign's id: the total of one moves, and those of the others stay as they are. */
    private final Map<String, Made> made = new HashMap<>();

    /** What was made of these figures. */
    private record Made(CampaignFigures figures, List<Snapshot> snapshots) {
    }

    /** @param address of the site, without a slash at the end, or "" */
    Embeds(LoadedSite loaded, String address) {
        this.loaded = loaded;
        this.address = address;
        this.campaigns = new CampaignViews(loaded);
        this.files = List.of(file(STYLE, "text/css; charset=utf-8"), file(SCRIPT, "text/javascript; charset=utf-8"));
    }

    List<Snapshot> of(Figures figures) {
        var all = new ArrayList<>(files);
        for (Campaign campaign : loaded.site().campaigns()) {
            CampaignFigures known = figures.byCampaign().get(campaign.id());
            if (known != null) {
                Made present = made.get(campaign.id());
                if (present == null || !present.figures.equals(known)) {
                    present = new Made(known, made(campaign, known));
                    made.put(campaign.id(), present);
                }
                all.addAll(present.snapshots);
            }
        }
        return all;
    }

    private List<Snapshot> made(Campaign campaign, CampaignFigures figures) {
        var all = new ArrayList<Snapshot>();
        List<String> languages = loaded.site().languages();
        String path = "/embed/" + campaign.id();
        add(all, path, languages.getFirst(), campaign, figures);
        languages.forEach(language -> add(all, path + "/" + language, language, campaign, figures));
        return all;
    }

    private void add(List<Snapshot> all, String path, String language, Campaign campaign, CampaignFigures figures) {
        CardWords words = CardWords.of(loaded, campaign, language, figures);
        String picture = path + ".svg";
        all.add(open(picture, "image/svg+xml", new Meter(words, new Palette(loaded.appearance().colours())).svg()));
        all.add(open(path, HTML, page(words, picture, language, campaign)));
    }

    private String page(CardWords words, String picture, String language, Campaign campaign) {
        String give = loaded.translations().has(language, GIVE) ? loaded.translations().text(language, GIVE)
                : words.campaign();
        return template.html(Map.of("language", language, "direction", TextDirection.of(language), "style", STYLE, "words",
                Map.of("campaign", words.campaign(), "site", words.site(), "spoken", words.spoken(), "give", give),
                "form", address + campaigns.of(campaign, language).form(), "picture", WebPath.encoded(picture),
                "width", Meter.WIDTH, "height", Meter.HEIGHT));
    }

    private static Snapshot open(String path, String type, String text) {
        return Snapshot.of(path, type, Caching.REVALIDATE, text.getBytes(StandardCharsets.UTF_8)).openToOtherSites();
    }

    private static Snapshot file(String path, String type) {
        try (InputStream in = Embeds.class.getResourceAsStream(path.substring(1))) {
            return Snapshot.of(path, type, Caching.REVALIDATE, in.readAllBytes()).openToOtherSites();
        } catch (IOException e) {
            throw new UncheckedIOException(path + " is in this bundle", e);
        }
    }
}
