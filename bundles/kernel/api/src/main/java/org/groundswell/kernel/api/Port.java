package org.groundswell.kernel.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Marks a component's service as a port: while its bundle is being replaced, calls wait for the new one instead of
 * failing, and the old one leaves only when its last call has returned. The service must be registered under
 * interfaces only.
 */
@ComponentPropertyType
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface Port {

    /** Service property names begin with {@code org.groundswell.}. */
    String PREFIX_ = "org.groundswell.";

    /** The service property that marks a provider; its value is the port's name. */
    String PROPERTY = "org.groundswell.port";

    /** The service property of the registration that the switchboard puts in the provider's place. */
    String SWITCHED = "org.groundswell.port.switched";

    /** The port's name: providers of one interface with different names stand side by side. */
    String port();
}
