package org.groundswell.edge.listener.http;

import org.eclipse.jetty.http.PreEncodedHttpField;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/**
 * Has Jetty find its encoders of ready-made headers. They are in two of its bundles, HTTP/1's and HTTP/2's, and are
 * named again in a file of this bundle, which sees both. Jetty looks for them once, with the class loader of whichever
 * thread comes first; so this bundle is started right before Felix HTTP (it stands before it in the feature).
 */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class HeaderEncoders implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        // The first field that is made sets the class up.
        ServiceFiles.foundWith(HeaderEncoders.class.getClassLoader(), () -> new PreEncodedHttpField("X-Ready", "yes"));
    }

    @Override
    public void stop(BundleContext context) {
        // What Jetty has found stays found.
    }
}
