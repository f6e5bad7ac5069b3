package org.groundswell.donations.service.giving;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.service.gateways.Providers;
import org.groundswell.donations.service.giving.FormCheck.Checked;
import org.groundswell.donations.service.waiting.WaitingRoom;
import org.groundswell.pages.api.Pages;
import org.groundswell.shared.forms.FormFields;
import org.joda.money.Money;

/** Writes pages that were made for one donor; none of them may be kept by a cache. */
final class DonorPages {
    /** RFC 6585, section 4; the servlet API has no name for it. */
    static final int TOO_MANY_REQUESTS = 429;
    private static final String CLOSED_SECONDS = "10";

    private final Pages pages;
    private final Providers providers;

    DonorPages(Pages pages, Providers providers) {
        this.pages = pages;
        this.providers = providers;
    }

    /** The form again, as it was filled in, with messages at the fields, even if its campaign has ended: the gift may go on. */
    void form(HttpServletResponse response, int status, Checked checked, FormFields input,
            Map<String, String> errors) throws IOException {
        form(response, status, checked, input, errors, true);
    }

    /** In the place of the form what says that its campaign has ended. */
    void closed(HttpServletResponse response, Checked checked, FormFields input, Map<String, String> errors)
            throws IOException {
        form(response, HttpServletResponse.SC_GONE, checked, input, errors, false);
    }

    private void form(HttpServletResponse response, int status, Checked checked, FormFields input,
            Map<String, String> errors, boolean goesOn) throws IOException {
        var values = new HashMap<String, Object>(formValues(checked, input));
        values.put("errors", errors);
        values.put("begun", goesOn);
        page(response, status, "donate", checked.language(), values);
    }

    /**
     * The form again, as it was filled in, with a word that is about no mistake.
     *
     * @param isBegun whether it is of a gift that goes on though its campaign may have ended
     */
    void formAgain(HttpServletResponse response, Checked checked, FormFields input, String note, boolean isBegun)
            throws IOException {
        var values = new HashMap<String, Object>(formValues(checked, input));
        values.put("note", note);
        values.put("begun", isBegun);
        page(response, HttpServletResponse.SC_OK, "donate", checked.language(), values);
    }

    /**
     * The summary, with the key for the next step.
     *
     * @param challenge what has to be done before that, a piece of HTML; may be empty
     */
    void confirmation(HttpServletResponse response, Checked checked, FormFields input, String challenge)
            throws IOException {
        var values = new HashMap<String, Object>(formValues(checked, input));
        values.put("challenge", challenge);
        values.put("amount", checked.amount());
        values.put("monthly", checked.monthly());
        page(response, HttpServletResponse.SC_OK, "confirm", checked.language(), values);
    }

    /**
     * The page that says to somebody who has only the donation's number how it stands, and nothing else.
     *
     * @param here this page's address in each language of the site
     */
    void state(HttpServletResponse response, String page, String language, Donation donation,
            Map<String, String> here) throws IOException {
        Money nothing = Money.zero(donation.pledge().amount().getCurrencyUnit());
        page(response, HttpServletResponse.SC_OK, page, language, Map.of("state", stateOf(donation), "signed", false,
                "amount", nothing, "refunded", nothing, "checkout", "", "campaign", "", "monthly", false, "stop", "",
                "here", here));
    }

    /**
     * The page that says how a donation stands, to its donor.
     *
     * @param links {@code here}, this page's address in each language of the site; {@code stop}, where a monthly gift can be
     *              ended, "" where there is nothing to end or ({@code ended}) its donor has; {@code again}, where the form is
     *              as it was
     */
    void result(HttpServletResponse response, String page, String language, Donation donation, Map<String, ?> links)
            throws IOException {
        var values = new HashMap<String, Object>(links);
        values.put("state", stateOf(donation));
        values.put("signed", true);
        values.put("test", donation.pledge().test());
        values.put("amount", donation.pledge().amount());
        values.put("refunded", donation.refunded());
        values.put("checkout", donation.payment() == null || donation.payment().checkout() == null ? ""
                : donation.payment().checkout());
        values.put("campaign", donation.pledge().campaign());
        values.put("monthly", donation.pledge().monthly());
        values.put("receipt", !donation.pledge().donor().email().isEmpty());
        page(response, HttpServletResponse.SC_OK, page, language, values);
    }

    /** The page of a donor whose turn has not come; it looks again by itself. */
    void waiting(HttpServletResponse response, Donation donation, String language, Map<String, String> here,
            WaitingRoom.Turn.Wait turn) throws IOException {
        waiting(response, donation, language, here, Map.of("place", turn.place(), "minutes",
                turn.expected().toMinutes(), "refresh", Long.toString(turn.lookAgain().toSeconds()), "closed", false));
    }

    /** The same while nobody can pay. */
    void closed(HttpServletResponse response, Donation donation, String language, Map<String, String> here)
            throws IOException {
        waiting(response, donation, language, here,
                Map.of("place", 0, "minutes", 0, "refresh", CLOSED_SECONDS, "closed", true));
    }

    private void waiting(HttpServletResponse response, Donation donation, String language, Map<String, String> here,
            Map<String, Object> turn) throws IOException {
        var values = new HashMap<>(turn);
        values.put("here", here);
        values.put("campaign", donation.pledge().campaign());
        values.put("amount", donation.pledge().amount());
        values.put("monthly", donation.pledge().monthly());
        page(response, HttpServletResponse.SC_OK, "wait", language, values);
    }

    /** For a form that is to be paid in a test where real money would move, or none can. Nothing was recorded. */
    static void noTest(HttpServletResponse response) throws IOException {
        response.setStatus(HttpServletResponse.SC_CONFLICT);
        response.setContentType("text/plain; charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.getWriter().println("No test payment can be made here with this way to pay; nothing was recorded");
    }

    /** While the ledger cannot be used. */
    static void unavailable(HttpServletResponse response) throws IOException {
        response.setHeader("Retry-After", "5");
        response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }

    static void seeOther(HttpServletResponse response, String location) {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Location", location);
    }

    /**
     * On to the gateway. Browsers hold a form's target against the policy of its page, through every redirect, and a
     * gateway may send donors on to a bank that nobody here knows: so a page of ours lies between, and goes on at once.
     */
    void onward(HttpServletResponse response, Giving.Next.Checkout checkout, Checked checked) throws IOException {
        String uri = checkout.uri().toString();
        if (!checkout.uri().isAbsolute()) {
            seeOther(response, uri);
            return;
        }
        response.setHeader("Refresh", "0; url=" + uri);
        response.setHeader("Referrer-Policy", "no-referrer");
        page(response, HttpServletResponse.SC_OK, "onward", checked.language(), Map.of("checkout", uri, "amount",
                checked.amount(), "monthly", checked.monthly(), "campaign", checked.campaign().id()));
    }

    private static String stateOf(Donation donation) {
        return donation.state().name().toLowerCase(Locale.ROOT);
    }

    private Map<String, Object> formValues(Checked checked, FormFields input) {
        return Map.of("campaign", checked.campaign().id(), "form", input.values(), "key", input.get("key"),
                "choices", providers.choices(checked.language(), checked.campaign().goal().getCurrencyUnit()),
                "errors", Map.of());
    }

    /** A page of the site for this donor. */
    void page(HttpServletResponse response, int status, String page, String language,
            Map<String, Object> values) throws IOException {
        byte[] html = pages.render(page, pages.site().languageOrDefault(language), values);
        response.setStatus(status);
        response.setContentType("text/html; charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(html.length);
        response.getOutputStream().write(html);
    }
}
