package org.groundswell.mail;

import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether letters go out. Not about being fit to serve: donations go on without them. */
@Component(property = {HealthCheck.NAME + "=mail", HealthCheck.TAGS + "=mail"})
public final class MailCheck implements HealthCheck {
    private final MailServer server;
    private final Standing standing;

    @Activate
    public MailCheck(@Reference MailServer server, @Reference Standing standing) {
        this.server = server;
        this.standing = standing;
    }

    @Override
    public Result execute() {
        var log = new FormattingResultLog();
        log.info(server.isKnown() ? "A mail server is set" : "No mail server is set: nobody is written to");
        if (server.isOlder()) {
            log.warn(MailServer.MOVE);
        }
        standing.trouble().ifPresent(trouble -> log.warn("{}", trouble));
        return new Result(log);
    }
}
