package org.groundswell.donations.service.brakes;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.groundswell.donations.api.brakes.Brakes;
import org.groundswell.donations.api.brakes.BrakesState;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.api.ports.Port;
import org.groundswell.shared.files.PrivateFiles;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The brakes in a file, which is replaced as a whole. Thread-safe. */
@Port(port = "donations.brakes")
@Component(service = {KeptBrakes.class, Brakes.class})
public final class KeptBrakes implements Brakes {
    private static final Logger LOG = LoggerFactory.getLogger(KeptBrakes.class);

    private final Path file;
    private final Gson gson = new Gson();
    private volatile BrakesState state;

    /** As it stands in the file; what is missing there is off. */
    private record Kept(long version, boolean paused, Map<String, String> why, Set<String> gatewaysOff,
            Map<String, String> banner) {

        static Kept of(BrakesState state) {
            return new Kept(state.version(), state.paused(), state.why(), state.gatewaysOff(), state.banner());
        }

        BrakesState state() {
            return new BrakesState(version, paused, why == null ? Map.of() : why,
                    gatewaysOff == null ? Set.of() : gatewaysOff, banner == null ? Map.of() : banner);
        }
    }

    @Activate
    public KeptBrakes(BundleContext context) {
        this(NodeFolder.of(context).resolve("data/brakes"));
    }

    /** @param file made when a brake is put on for the first time */
    public KeptBrakes(Path file) {
        this.file = file;
        this.state = read();
    }

    @Override
    public BrakesState state() {
        return state;
    }

    @Override
    public synchronized boolean exchange(BrakesState before, BrakesState next) throws IOException {
        if (!before.equals(state)) {
            return false;
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        PrivateFiles.replace(file, gson.toJson(Kept.of(next)));
        state = next;
        return true;
    }

    /** Gifts are not refused because of a file that nobody can read. */
    private BrakesState read() {
        try {
            return Files.exists(file) ? gson.fromJson(Files.readString(file), Kept.class).state() : BrakesState.NONE;
        } catch (IOException | JsonParseException | NullPointerException | IllegalArgumentException e) {
            LOG.error("Which brakes are on cannot be read, so none is: {}: {}", file, e.toString());
            return BrakesState.NONE;
        }
    }
}
