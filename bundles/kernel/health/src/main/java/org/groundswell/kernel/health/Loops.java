package org.groundswell.kernel.health;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.ResultLog;
import org.groundswell.kernel.api.LoopStatus;
import org.groundswell.kernel.api.SupervisedLoop;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The loops of this node. Thread-safe. */
@Component(service = Loops.class)
public final class Loops {
    /** One failure may be a moment's; so many in a row are no accident. */
    private static final int MANY = 3;

    private final List<SupervisedLoop> loops = new CopyOnWriteArrayList<>();

    @Reference(policy = ReferencePolicy.DYNAMIC, cardinality = ReferenceCardinality.MULTIPLE)
    void add(SupervisedLoop loop) {
        loops.add(loop);
    }

    void remove(SupervisedLoop loop) {
        loops.remove(loop);
    }

    /** @param broken what to say of one that cannot do its work */
    Result result(Set<LoopStatus.Need> needs, Result.Status broken) {
        var log = new FormattingResultLog();
        List<LoopStatus> all = loops.stream().map(SupervisedLoop::status)
                .filter(each -> needs.contains(each.need())).toList();
        all.forEach(each -> tell(each, broken, log));
        log.info("{} loops are at work", all.size());
        return new Result(log);
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
