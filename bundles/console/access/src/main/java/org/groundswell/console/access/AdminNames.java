package org.groundswell.console.access;

import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Names under which admins reach the admin port, from the settings. Immutable; changed settings make another one. */
@Component(service = AdminNames.class, configurationPid = "org.groundswell.console.access")
@Designate(ocd = AdminNames.Config.class)
public final class AdminNames {
    private final List<String> hosts;

    /** Settings of the admin side's access. */
    @ObjectClassDefinition(name = "Groundswell console: access")
    public @interface Config {
        @AttributeDefinition(description = "Further names under which admins reach the admin port; its addresses,"
                + " localhost and its publicUrl are always right")
        String[] hosts() default {};
    }

    @Activate
    public AdminNames(Config config) {
        this.hosts = List.of(config.hosts());
    }

    List<String> hosts() {
        return hosts;
    }
}
