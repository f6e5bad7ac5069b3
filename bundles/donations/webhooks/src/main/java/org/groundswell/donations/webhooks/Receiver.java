package org.groundswell.donations.webhooks;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.Ledger;

/** The other end: one try to give it a letter. Thread-safe. */
final class Receiver {
    private final URI address;
    private final ReceiverAddresses addresses;
    private final LetterSignature signature;
    private final LetterBody bodies;
    private final Ledger ledger;
    private final Clock clock;
    private final HttpPost post;

    /** @param patience for one byte more of the answer */
    Receiver(URI address, ReceiverAddresses addresses, LetterSignature signature, boolean personal, Ledger ledger,
            Clock clock, Duration patience) {
        this.address = address;
        this.addresses = addresses;
        this.signature = signature;
        this.bodies = new LetterBody(personal);
        this.ledger = ledger;
        this.clock = clock;
        this.post = new HttpPost((SSLSocketFactory) SSLSocketFactory.getDefault(), (int) patience.toMillis());
    }

    /** @throws RuntimeException where it could not be tried: the ledger is away, the secret is not there */
    Attempt give(Letter letter) {
        Optional<Donation> donation = ledger.donation(letter.entry().donation());
        if (donation.isEmpty()) {
            return new Attempt(letter, "the ledger has no such donation");
        }
        byte[] body = bodies.of(letter.entry(), donation.get());
        long seconds = clock.instant().getEpochSecond();
        var headers = new LinkedHashMap<String, String>();
        headers.put("webhook-id", letter.id());
        headers.put("webhook-timestamp", String.valueOf(seconds));
        headers.put("webhook-signature", signature.of(letter.id(), seconds, body));
        try {
            int status = post.send(address, addresses.of(address), headers, body);
            return new Attempt(letter, status / 100 == 2 ? "" : "status " + status);
        } catch (IOException e) {
            return new Attempt(letter, String.valueOf(e.getMessage() == null ? e.getClass().getSimpleName()
                    : e.getMessage()));
        }
    }
}
