package org.groundswell.kernel.retention;

import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The shell's {@code groundswell:retention}: what the next round would delete. Deletes nothing. */
@Component(service = RetentionCommand.class,
        property = {"osgi.command.scope=groundswell", "osgi.command.function=retention"})
@Descriptor("What the next round would delete because it was kept long enough; deletes nothing")
public final class RetentionCommand implements Function {
    private final RetentionJob job;

    @Activate
    public RetentionCommand(@Reference RetentionJob job) {
        this.job = job;
    }

    @Override
    public String execute(CommandSession session, List<Object> arguments) {
        return String.join("\n", job.preview());
    }
}
