package org.groundswell.donations.receipts;

import java.time.Clock;
import java.util.Optional;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.choices.PaymentChoices;
import org.groundswell.donations.api.choices.PaymentChoices.Choice;
import org.groundswell.pages.api.Pages;

/** Gives receipts their numbers, at the last moment before they go out. */
final class Issuing {
    private final LeasedSending sending;
    private final Pages pages;
    private final PaymentChoices choices;
    private final Clock clock;

    Issuing(LeasedSending sending, Pages pages, PaymentChoices choices, Clock clock) {
        this.sending = sending;
        this.pages = pages;
        this.choices = choices;
        this.clock = clock;
    }

    /** The donation's receipt, which has its number from now on; nothing where none is owed any more. */
    Optional<Receipt> of(Donation donation) {
        var texts = new ReceiptTexts(pages, donation);
        String way = donation.payment() == null ? "" : way(donation, texts);
        return sending.book().issue(donation.pledge().id(), clock.instant(), pages.site().zone())
                .map(issued -> new Receipt(donation, issued, texts, way));
    }

    /** As the site or the program says it on a receipt, else as the donor read it at the form. */
    private String way(Donation donation, ReceiptTexts texts) {
        String provider = donation.payment().provider();
        return texts.optional("way." + provider).orElseGet(() -> choices.choices(texts.language(),
                donation.pledge().amount().getCurrencyUnit()).stream().filter(each -> each.provider().equals(provider))
                .map(Choice::label).findFirst().orElse(provider));
    }
}
