package org.groundswell.edge.api;

/** Service property of any service that forms on the site may lead to. */
public final class FormTarget {

    /**
     * Origins outside the site, as {@code https://pay.example} ({@code String} or {@code String[]}). The edge allows forms to lead there
     * for as long as the service is registered (directive {@code form-action}, CSP Level 3, section 6.5.1, which
     * browsers also apply to the redirect that answers the form).
     */
    public static final String ORIGIN = "org.groundswell.form.origin";

    private FormTarget() {
    }
}
