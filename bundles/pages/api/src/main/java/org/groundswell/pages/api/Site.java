package org.groundswell.pages.api;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.groundswell.shared.text.TextDirection;
import org.jspecify.annotations.Nullable;

/**
 * The site file as it was last read without an error. Immutable.
 *
 * @param name      the charity's name
 * @param languages language tags (BCP 47), the default first; never empty
 * @param campaigns the campaigns, the one on the home page first; never empty
 * @param zone      the time zone in which times are shown
 */
public record Site(String name, List<String> languages, List<Campaign> campaigns, ZoneId zone) {

    public Site {
        languages = List.copyOf(languages);
        campaigns = List.copyOf(campaigns);
    }

    /** The same site without the campaigns that are hidden then. */
    public Site at(Instant now) {
        List<Campaign> shown = campaigns.stream().filter(each -> !each.isHidden(now)).toList();
        return shown.size() == campaigns.size() ? this : new Site(name, languages, shown, zone);
    }

    /** The campaign with this id, if the site has it. */
    public Optional<Campaign> campaign(String id) {
        return campaigns.stream().filter(campaign -> campaign.id().equals(id)).findFirst();
    }

    /** The campaign with this id where the site has it, otherwise the one on the home page. Null is allowed. */
    public Campaign campaignOrDefault(@Nullable String id) {
        return id == null ? campaigns.getFirst() : campaign(id).orElse(campaigns.getFirst());
    }

    /** Whether the language of this tag is written from right to left. */
    public static boolean isRightToLeft(String tag) {
        return TextDirection.isRightToLeft(tag);
    }

    /** The given tag where the site speaks that language, otherwise the default language. Null is allowed. */
    public String languageOrDefault(@Nullable String tag) {
        return tag != null && languages.contains(tag) ? tag : languages.getFirst();
    }
}
