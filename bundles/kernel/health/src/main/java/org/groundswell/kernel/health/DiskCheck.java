package org.groundswell.kernel.health;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.groundswell.kernel.api.health.DiskReserve;
import org.groundswell.kernel.api.node.NodeFolder;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Whether the disk of {@code data/} fills up, and what of it is kept for gifts. Warns while there is time to act. */
@Component(service = {HealthCheck.class, DiskReserve.class}, configurationPid = "org.groundswell.kernel.health.disk",
        property = {HealthCheck.NAME + "=disk", HealthCheck.TAGS + "=ready", HealthCheck.TAGS + "=" + MachineWatch.TAG})
@Designate(ocd = DiskCheck.Config.class)
public final class DiskCheck implements HealthCheck, DiskReserve {
    private static final long MEGABYTE = 1_000_000;
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Path folder;
    private final Config config;
    private volatile Look last;

    /** Settings of the watch over the disk. */
    @ObjectClassDefinition(name = "Groundswell kernel: the disk of data/")
    public @interface Config {
        @AttributeDefinition(description = "Megabytes that are kept for gifts: with less, nothing else is written",
                min = "0", max = "1000000")
        int reserveMegabytes() default 100;

        @AttributeDefinition(description = "With fewer megabytes free the node's health warns", min = "0",
                max = "10000000")
        int warnMegabytes() default 1000;

        @AttributeDefinition(description = "With fewer files (inodes) that can still be made it warns", min = "0",
                max = "100000000")
        int warnFiles() default 5000;
    }

    @Activate
    public DiskCheck(BundleContext context, Config config) {
        this(NodeFolder.of(context).resolve("data").toAbsolutePath(), config);
    }

    DiskCheck(Path folder, Config config) {
        this.folder = folder;
        this.config = config;
    }

    @Override
    public Result execute() {
        var log = new FormattingResultLog();
        try {
            FreeSpace free = FreeSpace.of(folder);
            if (free.bytes() < config.warnMegabytes() * MEGABYTE) {
                log.warn("Only {} MB are free for {}: free some or make the disk larger. Below {} MB only gifts are"
                        + " written, and with nothing left none is taken", free.bytes() / MEGABYTE, folder,
                        config.reserveMegabytes());
            }
            if (free.files() != FreeSpace.UNKNOWN && free.files() < config.warnFiles()) {
                log.warn("Only {} more files can be made on the file system of {}: remove some", free.files(), folder);
            }
            log.info("{} MB are free for {}", free.bytes() / MEGABYTE, folder);
        } catch (IOException e) {
            log.warn("It cannot be seen how much is free for {}: {}", folder, e.toString());
        }
        return new Result(log);
    }

    @Override
    public Optional<String> shortage() {
        Look look = last;
        if (look == null || System.nanoTime() - look.at() > FRESH_NANOS) {
            look = new Look(System.nanoTime(), look());
            last = look;
        }
        return look.shortage();
    }

    private Optional<String> look() {
        try {
            long free = FreeSpace.of(folder).bytes();
            return free >= config.reserveMegabytes() * MEGABYTE ? Optional.empty()
                    : Optional.of("only " + free / MEGABYTE + " MB are free for " + folder + ", and the last "
                            + config.reserveMegabytes() + " MB are kept for gifts");
        } catch (IOException e) {
            return Optional.of("it cannot be seen how much is free for " + folder + ": " + e);
        }
    }

    private record Look(long at, Optional<String> shortage) {
    }
}
