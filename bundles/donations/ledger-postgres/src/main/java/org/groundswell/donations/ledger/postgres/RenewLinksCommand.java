package org.groundswell.donations.ledger.postgres;

import java.io.IOException;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Function;
import org.groundswell.kernel.api.keys.SharedKeys;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code groundswell:renew-links}: another key signs links from now on. */
@Component(service = RenewLinksCommand.class,
        property = {"osgi.command.scope=groundswell", "osgi.command.function=renew-links"})
@Descriptor("Makes a new key with which all nodes sign links from now on; links that were sent before stay good")
public final class RenewLinksCommand implements Function {
    private static final String NAME = "links";

    private final SharedKeys keys;

    @Activate
    public RenewLinksCommand(@Reference SharedKeys keys) {
        this.keys = keys;
    }

    /** @throws IllegalArgumentException if there is more than the command; nothing was changed */
    @Override
    public String execute(CommandSession session, List<Object> arguments) throws IOException {
        if (!arguments.isEmpty()) {
            throw new IllegalArgumentException("expected groundswell:renew-links alone, found " + arguments
                    + "; the key is as it was");
        }
        keys.renew(NAME);
        return "All nodes sign with a new key within five seconds. Links that were sent before stay good.";
    }
}
