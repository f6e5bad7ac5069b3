package org.groundswell.console.plugins;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import org.apache.felix.webconsole.servlet.AbstractServlet;
import org.groundswell.kernel.api.keeper.Keeper;
import org.groundswell.kernel.api.keeper.SwapOutcome;
import org.groundswell.kernel.api.keeper.SwapRecord;
import org.groundswell.kernel.api.ports.PortStatus;
import org.groundswell.kernel.api.ports.Ports;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What was swapped, how it ended, and how the ports stand now. */
@Component(service = Servlet.class, property = {"felix.webconsole.label=swaps", "felix.webconsole.title=Swaps",
    "felix.webconsole.category=Groundswell"})
public final class SwapsPlugin extends AbstractServlet {
    private static final long serialVersionUID = 1L;
    private static final int LATEST = 100;

    private final transient BundleContext context;
    private final transient Keeper keeper;
    private final transient Ports ports;

    @Activate
    public SwapsPlugin(BundleContext context, @Reference Keeper keeper, @Reference Ports ports) {
        this.context = context;
        this.keeper = keeper;
        this.ports = ports;
    }

    @Override
    public void renderContent(HttpServletRequest request, HttpServletResponse response) throws IOException {
        PrintWriter out = response.getWriter();
        out.print("<p class=\"statline\">A jar in deploy/ is swapped in and watched; the shell's groundswell:rollback"
                + " puts back the one before.</p>");
        var swaps = new Table(out, "When (UTC)", "Bundle", "From", "To", "Outcome", "Calls held (ms)", "By",
                "Restarted with it", "Why");
        List<SwapRecord> records = keeper.history();
        records.reversed().stream().filter(record -> record.outcome() != SwapOutcome.BEGUN).limit(LATEST)
                .forEach(record -> swaps.row(record.at(), record.bundle(), record.from(), record.to(),
                        record.outcome(), record.heldMillis(), record.by(), String.join(", ", record.affected()),
                        record.reason()));
        swaps.end();
        var table = new Table(out, "Port", "Provider", "A swap would restart", "Calls", "Broken", "Waited");
        ports.list().stream().sorted(Comparator.comparing(PortStatus::name)).forEach(port -> {
            Bundle provider = port.isProvided() ? context.getBundle(port.provider()) : null;
            table.row(port.name(), provider == null ? "nobody for " + port.closedMillis() + " ms"
                    : provider.getSymbolicName() + " " + provider.getVersion(),
                    provider == null ? "" : String.join(", ", keeper.affected(provider.getSymbolicName())),
                    port.calls(), port.failures(), port.waited());
        });
        table.end();
    }
}
