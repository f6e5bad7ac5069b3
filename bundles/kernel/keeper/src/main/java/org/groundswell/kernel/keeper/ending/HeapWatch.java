package org.groundswell.kernel.keeper.ending;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryNotificationInfo;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.groundswell.kernel.api.health.HealthTags;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.shared.loops.Loop;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks who has the memory when hardly any is left after a collection: once there is none the process ends at once, and
 * nobody can be asked. What it finds is written down before that, and taken back when it is over.
 */
@Component(service = HealthCheck.class, immediate = true, property = {HealthCheck.NAME + "=heap",
    HealthCheck.TAGS + "=" + HealthTags.READY})
public final class HeapWatch implements HealthCheck, NotificationListener {
    private static final Logger LOG = LoggerFactory.getLogger(HeapWatch.class);
    private static final double NEARLY_FULL = 0.9;
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final long MEGABYTE = 1_000_000;

    private final Suspects suspects;
    private final LastWord lastWord;
    private final HeapHolders holders;
    private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    private final Optional<MemoryPoolMXBean> pool = pool();
    private final Loop loop = Loop.of("heap-watch");
    private volatile String found = "";

    @Activate
    public HeapWatch(BundleContext context, @Reference Suspects suspects) {
        this.suspects = suspects;
        this.lastWord = new LastWord(NodeFolder.of(context));
        this.holders = new HeapHolders(context);
        pool.ifPresent(each -> {
            each.setCollectionUsageThreshold((long) (NEARLY_FULL * each.getUsage().getMax()));
            ((NotificationEmitter) memory).addNotificationListener(this, null, null);
            loop.every(PAUSE, () -> {
                holders.look();
                takeBack();
            });
        });
    }

    @Deactivate
    void stop() throws ListenerNotFoundException {
        loop.close();
        if (pool.isPresent()) {
            ((NotificationEmitter) memory).removeNotificationListener(this);
            pool.get().setCollectionUsageThreshold(0);
        }
    }

    /** Where objects stay that are not young any more. */
    private static Optional<MemoryPoolMXBean> pool() {
        return ManagementFactory.getMemoryPoolMXBeans().stream().filter(each -> each.getType() == MemoryType.HEAP
                && each.isCollectionUsageThresholdSupported() && each.getUsage().getMax() > 0)
                .max(Comparator.comparingLong(each -> each.getUsage().getMax()));
    }

    /** On the virtual machine's own thread: another one might not be made any more. */
    @Override
    public void handleNotification(Notification notification, Object none) {
        if (!notification.getType().equals(MemoryNotificationInfo.MEMORY_COLLECTION_THRESHOLD_EXCEEDED)) {
            return;
        }
        try {
            look(pool.orElseThrow());
        } catch (RuntimeException e) {
            LOG.error("Who has the memory cannot be told: {}", e.toString());
        }
    }

    private void look(MemoryPoolMXBean full) {
        MemoryUsage usage = full.getCollectionUsage();
        String said = "memory was nearly full at " + Instant.now().truncatedTo(ChronoUnit.SECONDS) + ": "
                + usage.getUsed() / MEGABYTE + " of " + usage.getMax() / MEGABYTE + " MB were in use after a collection";
        // First what costs nothing: there may be no time for more.
        lastWord.leave(said);
        Optional<HeapHolders.Holder> holder = holders.find(usage.getMax());
        String all = said + holder.map(each -> "; " + each.words()).orElse("");
        lastWord.leave(all);
        suspects.holds(holder, holder.isPresent() ? all : "");
        // Visitors can bring this about, several times a second.
        if (found.isEmpty()) {
            LOG.error("{}", all);
        }
        found = all;
    }

    private void takeBack() {
        if (!found.isEmpty() && !isFull(pool.orElseThrow())) {
            found = "";
            lastWord.leave("");
            suspects.holds(Optional.empty(), "");
            LOG.info("There is memory again");
        }
    }

    private static boolean isFull(MemoryPoolMXBean each) {
        return each.getCollectionUsage().getUsed() >= each.getCollectionUsageThreshold();
    }

    @Override
    public Result execute() {
        var log = new FormattingResultLog();
        if (!found.isEmpty()) {
            log.warn("{}. More is given with -Xmx in conf/jvm.options; without any the node ends and starts anew", found);
        }
        log.info("There is memory");
        return new Result(log);
    }
}
