package org.groundswell.donations.service.gateways;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.groundswell.edge.api.PublicAddress;
import org.groundswell.kernel.api.node.NodeFolder;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Keeps real money away from nodes that are not the real site: one that was set up for a test, or that is a copy of
 * the real one. A node takes real money only at the address that its settings name, over https, and only on the
 * machine and in the folder where it did so first.
 */
@Component(service = LiveGuard.class, configurationPid = "org.groundswell.donations.service.live")
@Designate(ocd = LiveGuard.Config.class)
public final class LiveGuard {
    private static final Path MACHINE = Path.of("/etc/machine-id");

    private final String liveAddress;
    private final PublicAddress address;
    private final Path place;
    private final String here;

    /** Settings of real money. */
    @ObjectClassDefinition(name = "Groundswell donations: real money")
    public @interface Config {
        @AttributeDefinition(description = "The one public address at which real money is taken, for example"
                + " https://give.example.org; anywhere else live keys are refused")
        String liveAddress() default "";
    }

    @Activate
    public LiveGuard(BundleContext context, @Reference PublicAddress address, Config config) throws IOException {
        this(NodeFolder.of(context), address, config.liveAddress(),
                Files.exists(MACHINE) ? Files.readString(MACHINE).strip() : "");
    }

    public LiveGuard(NodeFolder node, PublicAddress address, String liveAddress, String machine) throws IOException {
        this.liveAddress = liveAddress;
        this.address = address;
        this.place = node.resolve("data/live.place");
        this.here = machine + " " + node.path().toRealPath();
    }

    /** Why real money is not to be taken here; nothing where it may be. */
    synchronized Optional<String> objection() {
        String base = address.base().toString();
        if (!liveAddress.startsWith("https://") || !liveAddress.equals(base)) {
            return Optional.of("liveAddress: expected " + base + " and https, found '" + liveAddress + "'");
        }
        try {
            if (!Files.exists(place)) {
                Files.createDirectories(place.getParent());
                Files.writeString(place, here + "\n");
            }
            return Files.readString(place).strip().equals(here) ? Optional.empty() : Optional.of("this node is a copy:"
                    + " it took real money elsewhere first; if it moved for good, delete " + place);
        } catch (IOException e) {
            return Optional.of(place + " cannot be read or written: " + e.getMessage());
        }
    }
}
