package org.groundswell.donations.service.giving;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.groundswell.donations.service.giving.FormCheck.Checked;
import org.groundswell.donations.service.protection.Screening;
import org.groundswell.pages.api.Pages;
import org.groundswell.payments.api.PaymentRefusedException.Subject;
import org.groundswell.shared.forms.FormFields;

/** What a donor reads to whose gift the gateway has said a final no: the form again, and at which field it can be mended. */
final class Refusal {
    private final Pages pages;
    private final DonorPages answers;

    Refusal(Pages pages, DonorPages answers) {
        this.pages = pages;
        this.answers = answers;
    }

    /**
     * The pledge stays as it was: with another amount it is another gift.
     *
     * @param closed whether it is too late for another one
     */
    void show(HttpServletResponse response, Checked checked, FormFields input, Subject about, boolean closed)
            throws IOException {
        String language = checked.language();
        answers.form(response, HttpServletResponse.SC_UNPROCESSABLE_CONTENT, checked,
                closed ? input : input.with("key", Screening.newKey()), switch (about) {
                    case AMOUNT -> Map.of("amount", pages.text(language, "error.amount.refused"));
                    case EMAIL -> Map.of("email", pages.text(language, "error.email.refused"));
                    case PAYMENT -> Map.of("form", pages.text(language, "error.payment.refused"));
                });
    }
}
