package org.groundswell.donations.service;

import java.net.URI;
import java.util.UUID;
import org.groundswell.donations.api.DonorLinks;
import org.groundswell.edge.api.PublicAddress;
import org.groundswell.kernel.api.Port;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Links that carry the node's signature of what they allow. */
@Port(port = "donations.links")
@Component(service = {SignedLinks.class, DonorLinks.class})
public final class SignedLinks implements DonorLinks {
    static final String STOP = "/monthly";

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

    private static String text(UUID donation) {
        return "stop " + donation;
    }
}
