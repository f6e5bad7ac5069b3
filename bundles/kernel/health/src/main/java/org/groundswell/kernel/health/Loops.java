package org.groundswell.kernel.health;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.ResultLog;
import org.groundswell.kernel.api.loops.LoopStatus;
import org.groundswell.kernel.api.loops.SupervisedLoop;
import org.groundswell.shared.services.ServiceOwner;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The loops of this node. Thread-safe. */
@Component(service = Loops.class)
public final class Loops {
    /** One failure may be a moment's; so many in a row are no accident. */
    private static final int MANY = 3;

    /** For all of them together; our own answer at once, whatever they do. */
    private static final long PATIENCE_MILLIS = 1_000;

    private final List<Named> loops = new CopyOnWriteArrayList<>();

    private record Named(SupervisedLoop loop, String bundle) {
    }

    @Reference(policy = ReferencePolicy.DYNAMIC, cardinality = ReferenceCardinality.MULTIPLE)
    void add(SupervisedLoop loop, ServiceReference<SupervisedLoop> reference) {
        add(loop, ServiceOwner.of(reference));
    }

    void add(SupervisedLoop loop, String bundle) {
        loops.add(new Named(loop, bundle));
    }

    void remove(SupervisedLoop loop) {
        loops.removeIf(each -> each.loop() == loop);
    }

    /** @param broken what to say of one that cannot do its work */
    Result result(Set<LoopStatus.Need> needs, Result.Status broken) {
        var log = new FormattingResultLog();
        List<LoopStatus> all = statuses(log).stream().filter(each -> needs.contains(each.need())).toList();
        all.forEach(each -> tell(each, broken, log));
        log.info("{} loops are at work", all.size());
        return new Result(log);
    }

    /** One that cannot say how it stands makes no node unfit, and keeps no other from saying it. */
    private List<LoopStatus> statuses(FormattingResultLog log) {
        List<Named> asked = List.copyOf(loops);
        var found = new ArrayList<LoopStatus>();
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            List<Future<LoopStatus>> answers = threads.invokeAll(asked.stream()
                    .<Callable<LoopStatus>>map(each -> each.loop()::status).toList(), PATIENCE_MILLIS,
                    TimeUnit.MILLISECONDS);
            for (int i = 0; i < asked.size(); i++) {
                if (answers.get(i).state() == Future.State.SUCCESS && answers.get(i).resultNow() != null) {
                    found.add(answers.get(i).resultNow());
                } else {
                    log.warn("A loop of {} does not say how it stands", asked.get(i).bundle());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            // Not closed: that would wait for the one that hangs.
            threads.shutdownNow();
        }
        return found;
    }

    private static void tell(LoopStatus loop, Result.Status broken, FormattingResultLog log) {
        if (loop.isStuck()) {
            log.add(new ResultLog.Entry(broken, loop.name() + " has been busy with the same for "
                    + loop.round().toSeconds() + " s: see a thread dump (jstack) for where"));
        } else if (loop.failuresInARow() > 0) {
            Result.Status status = loop.failuresInARow() < MANY ? Result.Status.WARN : broken;
            log.add(new ResultLog.Entry(status, loop.name() + " failed " + loop.failuresInARow()
                    + " times in a row, and last succeeded at " + loop.succeeded() + ": " + loop.lastFailure()));
        }
    }
}
