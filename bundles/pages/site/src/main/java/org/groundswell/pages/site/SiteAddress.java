package org.groundswell.pages.site;

import org.groundswell.edge.api.PublicAddress;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Where visitors find this site, for the links that have to be said in full. What was last known stays. What the listener
 * only knows of itself is not taken: search engines would keep a wrong address for months.
 */
@Component(service = SiteAddress.class)
public final class SiteAddress {
    private volatile String known = "";

    /** Made by the framework. */
    @Activate
    public SiteAddress() {
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindAddress(PublicAddress present) {
        known = present.isConfigured() ? present.base().toString() : "";
    }

    void unbindAddress(PublicAddress gone) {
        // The next one says what changes.
    }

    /** Without a slash at the end; "" as long as nobody has said it. */
    String now() {
        return known;
    }
}
