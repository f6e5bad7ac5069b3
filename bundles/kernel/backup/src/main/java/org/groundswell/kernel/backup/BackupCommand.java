package org.groundswell.kernel.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.felix.service.command.Descriptor;
import org.groundswell.kernel.api.backup.OpenStore;
import org.groundswell.kernel.api.node.NodeFolder;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** {@code groundswell:backup}, behind {@code bin/groundswell backup} of a node that runs. */
@Component(service = BackupCommand.class,
        property = {"osgi.command.scope=groundswell", "osgi.command.function=backup"})
public final class BackupCommand {
    private final NodeFolder node;
    private final String version;
    private final List<OpenStore> stores = new CopyOnWriteArrayList<>();

    @Activate
    public BackupCommand(BundleContext context) {
        this.node = NodeFolder.of(context);
        this.version = release(context.getBundle().getVersion());
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindStore(OpenStore store) {
        stores.add(store);
    }

    void unbindStore(OpenStore store) {
        stores.remove(store);
    }

    /** {@code groundswell:backup <file>}. */
    @Descriptor("Writes all that this node cannot have again into one file, while it runs")
    public synchronized String backup(@Descriptor("a file that is not there yet") String file) throws IOException {
        return write(file, true);
    }

    /** {@code groundswell:backup --without-gifts <file>}. */
    @Descriptor("The same of a node over PostgreSQL, whose database is left to its own backups")
    public synchronized String backup(@Descriptor("--without-gifts") String option,
            @Descriptor("a file that is not there yet") String file) throws IOException {
        if (!option.equals(Backup.WITHOUT_GIFTS)) {
            throw new IOException("expected " + Backup.WITHOUT_GIFTS + " before the file");
        }
        return write(file, false);
    }

    private String write(String file, boolean withGifts) throws IOException {
        return new Backup(node, stores, version).write(Path.of(file), withGifts).text();
    }

    private static String release(Version version) {
        return version.getMajor() + "." + version.getMinor() + "." + version.getMicro();
    }
}
