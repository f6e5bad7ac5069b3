package org.groundswell.kernel.api.ports;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Marks a component's service as a port: while its bundle is being replaced, calls wait for the new one instead of
 * failing, and the old one leaves only when its last call has returned. The service must be registered under
 * interfaces, with this mark from the beginning, and be one instance for all its consumers (scope singleton). A port is
 * one provider for all its interfaces: of several the best ranked gets the calls, and one that offers fewer interfaces
 * than the port has is refused. Each instance of a factory configuration is a port of its own, whose name ends with
 * {@code ~} and the instance's.
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

    /** A service property beside {@link #SWITCHED}: the id ({@code Long}) of the bundle that provides the port. */
    String PROVIDER = "org.groundswell.port.provider";

    /** The port's name: providers of one interface with different names stand side by side. */
    String port();
}
