package org.groundswell.kernel.keeper.deploy;

import java.io.IOException;
import java.time.InstantSource;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.groundswell.kernel.api.health.HealthTags;
import org.groundswell.kernel.api.node.NodeFolder;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Warns of what lies in {@code deploy/} and is never taken, for as long as it lies there. */
@Component(property = {HealthCheck.NAME + "=deploy-files", HealthCheck.TAGS + "=" + HealthTags.READY})
public final class OddFilesCheck implements HealthCheck {
    private final OddFiles files;

    @Activate
    public OddFilesCheck(BundleContext context) {
        this(new OddFiles(NodeFolder.of(context).resolve("deploy"), InstantSource.system()));
    }

    OddFilesCheck(OddFiles files) {
        this.files = files;
    }

    @Override
    public Result execute() {
        var log = new FormattingResultLog();
        try {
            files.present().forEach((name, why) -> log.warn("deploy/{} is not taken: {}", name, why));
        } catch (IOException e) {
            log.warn("deploy/ cannot be read: {}", e.toString());
        }
        log.info("Looked for what is never taken");
        return new Result(log);
    }
}
