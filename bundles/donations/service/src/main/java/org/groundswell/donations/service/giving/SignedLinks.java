package org.groundswell.donations.service.giving;

import java.net.URI;
import java.util.UUID;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.links.DonorLinks;
import org.groundswell.donations.service.protection.NodeKey;
import org.groundswell.edge.api.PublicAddress;
import org.groundswell.kernel.api.ports.Port;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Links that carry the node's signature of what they allow. */
@Port(port = "donations.links")
@Component(service = {SignedLinks.class, DonorLinks.class})
public final class SignedLinks implements DonorLinks {
    static final String STOP = "/monthly";
    static final String WAIT = "/wait";
    static final String CANCELED = "/canceled";

    private final PublicAddress address;
    private final NodeKey key;

    @Activate
    public SignedLinks(@Reference PublicAddress address, @Reference NodeKey key) {
        this.address = address;
        this.key = key;
    }

    @Override
    public URI stop(UUID donation) {
        return URI.create(address.base() + STOP + "?donation=" + donation + "&signature=" + key.sign(text(donation)));
    }

    /** Whether this node has signed that whoever comes with it may end the gift. */
    boolean allowsStop(UUID donation, String signature) {
        return key.hasSigned(text(donation), signature);
    }

    /**
     * Where a donor waits for the turn to pay, as a path on the site.
     *
     * @param provider whom the donor chose, or ""
     */
    String waiting(UUID donation, String provider) {
        return WAIT + "?donation=" + donation + "&provider=" + provider + "&signature="
                + key.sign(waitText(donation, provider));
    }

    boolean allowsWait(UUID donation, String provider, String signature) {
        return key.hasSigned(waitText(donation, provider), signature);
    }

    /** Where a donor reads how this donation stands, and whatever is nobody else's business; a path on the site. */
    String result(Donation donation) {
        return result(donation, donation.pledge().language());
    }

    /** The same in another language than the donor gave in. */
    String result(Donation donation, String language) {
        return "/" + language + "/" + page(donation) + "?" + ofDonation(donation.pledge().id());
    }

    /** Where the donor comes who does not want to pay, and finds the form as it was; a path on the site. */
    String canceled(UUID donation) {
        return CANCELED + "?" + ofDonation(donation);
    }

    /** The same page for somebody who has nothing but the number: it says the state, and no more. */
    static String unsignedResult(Donation donation) {
        return unsignedResult(donation, donation.pledge().language());
    }

    /** The same in another language than the donor gave in. */
    static String unsignedResult(Donation donation, String language) {
        return "/" + language + "/" + page(donation) + "?donation=" + donation.pledge().id();
    }

    /** The query of an address that shows this donation to whoever has it. */
    String ofDonation(UUID donation) {
        return "donation=" + donation + "&signature=" + key.sign(resultText(donation));
    }

    boolean allowsResult(UUID donation, String signature) {
        return key.hasSigned(resultText(donation), signature);
    }

    /** The page of the site that says how a donation stands. */
    static String page(Donation donation) {
        return switch (donation.state()) {
            case FAILED, CANCELED, EXPIRED -> "sorry";
            default -> "thanks";
        };
    }

    private static String resultText(UUID donation) {
        return "result " + donation;
    }

    private static String waitText(UUID donation, String provider) {
        return "wait " + donation + " " + provider;
    }

    private static String text(UUID donation) {
        return "stop " + donation;
    }
}
