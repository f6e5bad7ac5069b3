package org.groundswell.console.audit;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The shell's {@code groundswell:audit-log}: the newest entries, the last one at the end; of all nodes, where they have one database. */
@Component(service = AuditCommand.class,
        property = {"osgi.command.scope=groundswell", "osgi.command.function=audit-log"})
@Descriptor("The newest entries of the audit log, the last one at the end; of all nodes, where they have one database")
public final class AuditCommand implements Function {
    private static final int NEWEST = 100;

    private final AuditTrail trail;

    @Activate
    public AuditCommand(@Reference AuditTrail trail) {
        this.trail = trail;
    }

    @Override
    public String execute(CommandSession session, List<Object> arguments) throws IOException {
        if (trail.isShared()) {
            return trail.newestOfAll(NEWEST).reversed().stream().map(each -> each.node() + " " + line(each.line()))
                    .collect(Collectors.joining("\n"));
        }
        return trail.before(Long.MAX_VALUE, NEWEST).reversed().stream().map(AuditCommand::line)
                .collect(Collectors.joining("\n"));
    }

    private static String line(AuditFile.Line line) {
        Entry entry = line.entry();
        return entry.number() + " " + entry.at() + " " + (entry.who().isEmpty() ? "-" : entry.who()) + " "
                + entry.action() + " " + entry.subject() + line.detail().map(each -> " " + each).orElse(" (erased)");
    }
}
