package org.groundswell.console.audit;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.groundswell.console.api.Role;
import org.groundswell.console.api.rest.Field;
import org.groundswell.console.api.rest.RestAnswer;
import org.groundswell.console.api.rest.RestCall;
import org.groundswell.console.api.rest.RestRoutes;
import org.groundswell.console.api.rest.Route;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The log for programs, which only read it. */
@Component
public final class AuditRoutes implements RestRoutes {
    private static final int PAGE = 100;

    private final AuditTrail trail;
    private final List<Route> routes = List.of(Route.get("/audit", "Who changed what, the newest first, a hundred at a time",
            Set.of(Role.VIEWER, Role.EDITOR, Role.FINANCE, Role.OPERATOR), List.of(Field.query("before",
                    "The next of the page before.").as(Field.Kind.NUMBER)), AuditPage.class, this::page));

    /** @param next the {@code before} of the next page */
    record AuditPage(List<AuditLine> entries, Optional<Long> next) {
    }

    /** @param detail nothing where its words were erased */
    record AuditLine(long number, Instant at, String who, String action, String subject, Optional<String> detail) {
        static AuditLine of(AuditFile.Line line) {
            Entry entry = line.entry();
            return new AuditLine(entry.number(), entry.at(), entry.who(), entry.action(), entry.subject(), line.detail());
        }
    }

    @Activate
    public AuditRoutes(@Reference AuditTrail trail) {
        this.trail = trail;
    }

    @Override
    public List<Route> routes() {
        return routes;
    }

    private RestAnswer page(RestCall call) throws IOException {
        List<AuditLine> lines = trail.before(call.number("before", Long.MAX_VALUE), PAGE).stream().map(AuditLine::of)
                .toList();
        boolean more = !lines.isEmpty() && lines.getLast().number() > 1;
        return RestAnswer.of(new AuditPage(lines, more ? Optional.of(lines.getLast().number()) : Optional.empty()));
    }
}
