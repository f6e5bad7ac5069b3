package org.groundswell.kernel.keeper.ending;

import java.util.List;
import java.util.stream.Stream;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.groundswell.kernel.api.health.HealthTags;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Whether bundles that are gone have left threads behind, and whose they are. */
@Component(immediate = true, service = HealthCheck.class, property = {HealthCheck.NAME + "=threads",
    HealthCheck.TAGS + "=" + HealthTags.READY})
public final class LeftThreadsCheck implements HealthCheck, SynchronousBundleListener {
    private final BundleContext context;
    private final LeftThreads threads = new LeftThreads();

    @Activate
    public LeftThreadsCheck(BundleContext context) {
        this.context = context;
        context.addBundleListener(this);
    }

    @Deactivate
    void stop() {
        context.removeBundleListener(this);
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        switch (event.getType()) {
            case BundleEvent.UNINSTALLED -> threads.left(event.getBundle(), others(event.getBundle()));
            case BundleEvent.RESOLVED, BundleEvent.UPDATED -> threads.came(event.getBundle());
            default -> { }
        }
    }

    /** Those that are resolved: to look into another one would try to resolve it. */
    private List<Bundle> others(Bundle gone) {
        return Stream.of(context.getBundles()).filter(each -> each.getBundleId() != gone.getBundleId()
                && (each.getState() & (Bundle.INSTALLED | Bundle.UNINSTALLED)) == 0).toList();
    }

    @Override
    public Result execute() {
        var log = new FormattingResultLog();
        List<LeftThreads.Left> left = threads.now();
        left.forEach(each -> log.warn("{} was taken away or exchanged and has left {} threads, which have used {} s of"
                + " the processor; one is at {}. They end with the node", each.bundle(), each.threads(),
                each.used().toSeconds(), each.place()));
        if (left.isEmpty()) {
            log.info("No bundle has left threads behind");
        }
        return new Result(log);
    }
}
