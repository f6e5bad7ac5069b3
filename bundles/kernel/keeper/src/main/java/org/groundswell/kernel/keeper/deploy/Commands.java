package org.groundswell.kernel.keeper.deploy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.felix.service.command.Descriptor;
import org.groundswell.kernel.api.keeper.Keeper;
import org.groundswell.kernel.api.keeper.SwapOutcome;
import org.groundswell.kernel.api.keeper.SwapRecord;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.api.ports.OperationStatus;
import org.groundswell.kernel.api.ports.PortStatus;
import org.groundswell.kernel.api.ports.Ports;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The shell's {@code groundswell:} commands. */
@Component(service = Commands.class, property = {"osgi.command.scope=groundswell", "osgi.command.function=swap",
    "osgi.command.function=rollback", "osgi.command.function=history", "osgi.command.function=affected",
    "osgi.command.function=ports"})
public final class Commands {
    private static final String BY = "shell";
    private static final String FEATURE = ".json";
    private static final int LATEST = 50;

    private final NodeFolder node;
    private final BundleContext context;
    private final Keeper keeper;
    private final Ports ports;
    private final DeployFolder deploy;

    @Activate
    public Commands(BundleContext context, @Reference Keeper keeper, @Reference Ports ports,
            @Reference DeployFolder deploy) {
        this.context = context;
        this.node = NodeFolder.of(context);
        this.keeper = keeper;
        this.ports = ports;
        this.deploy = deploy;
    }

    /** {@code groundswell:swap <jar or feature>}; a relative path is below the node's folder. */
    @Descriptor("Puts a jar in where visitors notice nothing, or tries a feature of deploy/ again, and says how it went when it"
            + " has proved itself")
    public String swap(@Descriptor("the jar, or the feature's file or name; a relative path is below the node's folder") String jar) {
        Path file = node.resolve(jar);
        String feature = file.getFileName().toString().replaceFirst("\\.json$", "") + FEATURE;
        if (jar.endsWith(FEATURE) || !Files.exists(file) && Files.isRegularFile(node.resolve("deploy").resolve(feature))) {
            return feature(feature);
        }
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("No file " + file);
        }
        return done(keeper.swap(file, BY).join());
    }

    private String feature(String name) {
        if (!Files.isRegularFile(node.resolve("deploy").resolve(name))) {
            throw new IllegalArgumentException("No file deploy/" + name + ": put the feature there, and it is tried");
        }
        List<SwapRecord> records = deploy.again(name);
        if (records.isEmpty()) {
            return "all of deploy/" + name + " runs already";
        }
        if (records.stream().anyMatch(record -> record.outcome() != SwapOutcome.GOOD)) {
            throw new IllegalStateException(lines(records));
        }
        return lines(records);
    }

    /** {@code groundswell:rollback <symbolic name>}. */
    @Descriptor("Puts back the last good jar before the present one")
    public String rollback(@Descriptor("the bundle's symbolic name") String bundle) {
        return done(keeper.rollback(bundle, BY).join());
    }

    /** {@code groundswell:history}: the latest changes. */
    @Descriptor("The latest changes: when, by whom, which versions, how they ended and why")
    public String history() {
        return lines(keeper.history());
    }

    /** {@code groundswell:history <symbolic name>}: every change of one bundle. */
    @Descriptor("Every change of one bundle")
    public String history(@Descriptor("its symbolic name") String bundle) {
        return lines(keeper.history().stream().filter(record -> record.bundle().equals(bundle)).toList());
    }

    /** {@code groundswell:affected <symbolic name>}: what a swap would restart beside the bundle itself. */
    @Descriptor("What a swap would restart beside the bundle itself")
    public String affected(@Descriptor("the bundle's symbolic name") String bundle) {
        List<String> others = keeper.affected(bundle);
        return others.isEmpty() ? "no other bundle" : String.join("\n", others);
    }

    /** {@code groundswell:ports}: every port, who provides it, and how its calls went. */
    @Descriptor("Every port: who provides it, how its calls went, and what was refused")
    public String ports() {
        return ports.list().stream().sorted((one, other) -> one.name().compareTo(other.name()))
                .map(this::line).collect(Collectors.joining("\n")) + ports.refused().stream()
                .map(each -> "\nrefused: port " + each.port() + " of " + context.getBundle(each.bundle()) + ": "
                        + each.reason()).sorted().collect(Collectors.joining());
    }

    /** What did not become good is said by throwing, so that scripts see it, too. */
    private static String done(SwapRecord record) {
        if (record.outcome() != SwapOutcome.GOOD) {
            throw new IllegalStateException(line(record));
        }
        return line(record);
    }

    private String line(PortStatus port) {
        var provider = port.isProvided() ? context.getBundle(port.provider()) : null;
        return String.format(Locale.ROOT, "%-28s %-42s %9d calls, %d broken, %d waited", port.name(),
                provider == null ? "nobody for " + port.closedMillis() + " ms" : provider.getSymbolicName(),
                port.calls(), port.failures(), port.waited()) + port.operations().stream()
                .filter(each -> each.failures() + each.mistakes() > 0).map(this::line).sorted()
                .collect(Collectors.joining());
    }

    private String line(OperationStatus calls) {
        var consumer = context.getBundle(calls.consumer());
        return String.format(Locale.ROOT, "%n  %s for %s: %d calls, %d broken, %d with wrong arguments",
                calls.operation(), consumer == null ? "bundle " + calls.consumer() : consumer.getSymbolicName(),
                calls.calls(), calls.failures(), calls.mistakes());
    }

    private static String lines(List<SwapRecord> records) {
        return records.isEmpty() ? "nothing was changed yet" : records.stream()
                .skip(Math.max(0, records.size() - LATEST)).map(Commands::line).collect(Collectors.joining("\n"));
    }

    private static String line(SwapRecord record) {
        return String.format(Locale.ROOT, "%s %-11s %s %s -> %s, by %s%s%s%s",
                record.at().truncatedTo(ChronoUnit.SECONDS),
                record.outcome(), record.bundle(), record.from().isEmpty() ? "nothing" : record.from(),
                record.to().isEmpty() ? "nothing" : record.to(), record.by(),
                record.heldMillis() == 0 ? "" : ", held for " + record.heldMillis() + " ms at most",
                record.affected().isEmpty() ? "" : ", with " + String.join(", ", record.affected()),
                record.reason().isEmpty() ? "" : ": " + record.reason());
    }
}
