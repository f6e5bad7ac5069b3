package org.groundswell.donations.service.giving;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.groundswell.pages.api.Campaign;
import org.groundswell.pages.api.Pages;
import org.groundswell.pages.api.Site;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.forms.FormFields;

/**
 * The donation form as a mail, a poster or a gift card asks for it, {@code /{lang}/donate?amount=25}: the page that is
 * ready in memory, filled in for those who have no scripts. An address that says nothing sensible has the plain form.
 */
final class AskedForm {
    private static final String FORM = "donate";

    private final Pages pages;
    private final DonorPages answers;

    AskedForm(Pages pages, DonorPages answers) {
        this.pages = pages;
        this.answers = answers;
    }

    /**
     * Answers a request for a campaign's form.
     *
     * @param path between its slashes, with nothing before the first one
     * @return whether it was one
     */
    boolean show(HttpServletRequest request, HttpServletResponse response, String[] path) throws IOException {
        Site site = pages.site();
        Optional<Campaign> ofPath = path.length > 2 && site.languages().contains(path[1]) ? campaign(site, path)
                : Optional.empty();
        if (ofPath.isEmpty()) {
            return false;
        }
        FormFields query = query(request);
        Optional<Campaign> asked = AskedGift.campaign(query.get("campaign"), site);
        boolean isGone = query.has("campaign") && asked.isEmpty();
        // Nobody knows what currency it was in: 5000 yen would be 5000 euros.
        var form = FilledForm.asked(isGone ? query.with("amount", "") : query, asked.orElse(ofPath.get()), path[1]);
        answers.formAgain(response, form.checked(), form.fields(), isGone ? gone(path[1], ofPath.get()) : "", false);
        return true;
    }

    private String gone(String language, Campaign campaign) {
        return pages.text(language, "form.past", pages.campaignTitle(language, campaign.id(), pages.site().name()));
    }

    private static Optional<Campaign> campaign(Site site, String[] path) {
        if (!path[path.length - 1].equals(FORM)) {
            return Optional.empty();
        }
        return switch (path.length) {
            case 3 -> Optional.of(site.campaignOrDefault(null));
            case 4 -> site.campaign(path[2]);
            default -> Optional.empty();
        };
    }

    private static FormFields query(HttpServletRequest request) {
        try {
            return FormFields.query(request);
        } catch (BadFormException e) {
            return new FormFields(Map.of());
        }
    }
}
