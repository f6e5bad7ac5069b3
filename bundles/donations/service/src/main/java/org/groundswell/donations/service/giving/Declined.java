package org.groundswell.donations.service.giving;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.service.brakes.KeptBrakes;
import org.groundswell.donations.service.giving.FormCheck.Checked;
import org.groundswell.donations.service.protection.Attempts;
import org.groundswell.donations.service.protection.Screening;
import org.groundswell.pages.api.Pages;
import org.groundswell.shared.forms.FormFields;
import org.groundswell.shared.money.MoneyText;

/** What donors read whose form is in order and is not taken now: the form again, why, and when to come back. */
final class Declined {
    private final Pages pages;
    private final DonorPages answers;
    private final KeptBrakes brakes;

    Declined(Pages pages, DonorPages answers, KeptBrakes brakes) {
        this.pages = pages;
        this.answers = answers;
        this.brakes = brakes;
    }

    void paused(HttpServletResponse response, Checked checked, FormFields input) throws IOException {
        String why = brakes.state().why().getOrDefault(checked.language(), "");
        unavailable(response, checked, input, "60", (pages.text(checked.language(), "giving.paused") + " " + why).strip());
    }

    /** @param why the key of a text */
    void later(HttpServletResponse response, Checked checked, FormFields input, String retryAfter, String why)
            throws IOException {
        unavailable(response, checked, input, retryAfter, pages.text(checked.language(), why));
    }

    private void unavailable(HttpServletResponse response, Checked checked, FormFields input, String retryAfter,
            String why) throws IOException {
        response.setHeader("Retry-After", retryAfter);
        answers.form(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, checked, input, Map.of("form", why));
    }

    /** @param why the key of a text */
    void tooMany(HttpServletResponse response, Checked checked, FormFields input, String why) throws IOException {
        tooMany(response, checked, input, "1800", why);
    }

    /** Some payments were declined, and those that were begun since count as tries for a few minutes. */
    void unfinished(HttpServletResponse response, Checked checked, FormFields input) throws IOException {
        tooMany(response, checked, input, Long.toString(Attempts.TRIED.toSeconds()), "error.unfinished");
    }

    private void tooMany(HttpServletResponse response, Checked checked, FormFields input, String retryAfter, String why)
            throws IOException {
        response.setHeader("Retry-After", retryAfter);
        answers.form(response, DonorPages.TOO_MANY_REQUESTS, checked, input,
                Map.of("form", pages.text(checked.language(), why)));
    }

    /**
     * This form has made another gift. One that was paid counts, and the same form once more comes on top; one that is open
     * and cannot be ended is to be paid, or to end, before another begins.
     */
    void other(HttpServletResponse response, Checked checked, FormFields input, Donation before) throws IOException {
        String amount = MoneyText.exact(before.pledge().amount(), checked.language());
        boolean open = before.state().isOpen();
        answers.form(response, HttpServletResponse.SC_CONFLICT, checked,
                open ? input : input.with("key", Screening.newKey()),
                Map.of("form", pages.text(checked.language(), open ? "error.open" : "error.key", amount)));
    }

    /** The campaign has ended: there is nothing to mend, and no time to come back. */
    void closed(HttpServletResponse response, Checked checked, FormFields input) throws IOException {
        String title = pages.campaignTitle(checked.language(), checked.campaign().id(), checked.campaign().id());
        answers.closed(response, checked, input,
                Map.of("form", pages.text(checked.language(), "closed.form", title)));
    }
}
