package org.groundswell.console.modules;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.groundswell.console.api.AdminPages;
import org.groundswell.console.modules.Module.Kind;
import org.groundswell.kernel.api.keeper.SwapRecord;
import org.groundswell.kernel.api.ports.OperationStatus;
import org.groundswell.kernel.api.ports.PortStatus;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The page with all modules. */
@Component(service = Overview.class)
public final class Overview {
    private static final int LATEST = 50;
    /** So long after a click the page looks again by itself: a feature brings several bundles, one after another. */
    private static final Duration ATTENTION = Duration.ofSeconds(15);

    private final AdminPages pages;
    private final Node node;
    private final Features features;

    @Activate
    public Overview(@Reference AdminPages pages, @Reference Node node, @Reference Features features) {
        this.pages = pages;
        this.node = node;
        this.features = features;
    }

    void refused(HttpServletRequest request, HttpServletResponse response, int status, String problem) throws IOException {
        response.setStatus(status);
        show(request, response, Instant.MAX, problem);
    }

    /** @param since when something was wanted whose end the page says; {@link Instant#MAX} where nothing was */
    void show(HttpServletRequest request, HttpServletResponse response, Instant since, String problem) throws IOException {
        var values = new HashMap<String, Object>();
        Trial trial = node.trial();
        List<Module> modules = node.modules();
        List<Service> services = node.services();
        Map<String, String> styles = modules.stream().collect(Collectors.toMap(Module::name,
                each -> style(each.state()), (one, _) -> one));
        values.put("problem", problem);
        addTrial(values, trial, since);
        values.put("modules", modules.stream().filter(each -> each.kind() == Kind.MODULE)
                .map(each -> ModuleValues.of(each, services)).toList());
        values.put("libraries", modules.stream().filter(each -> each.kind() == Kind.LIBRARY)
                .map(each -> ModuleValues.of(each, List.of())).toList());
        values.put("ports", node.ports().stream().map(this::port).toList());
        values.put("features", features.all().stream().map(each -> Map.of("file", each.file(), "title", each.title(),
                "isAdded", each.isAdded())).toList());
        values.put("deployed", features.deployed());
        values.put("history", trial.latest("", LATEST).stream().map(ModuleValues::of).toList());
        Picture.addTo(values, services, styles);
        values.put("files", FilesServlet.ADDRESSES);
        pages.show(request, response, Overview.class, "modules.ftlh", values);
    }

    /** What is under way, and how what was wanted has ended. */
    private void addTrial(Map<String, Object> values, Trial trial, Instant since) {
        long total = node.probationSeconds();
        Instant now = Instant.now();
        Map<String, SwapRecord> running = trial.running();
        values.put("running", running.values().stream().map(each -> ModuleValues.running(each, total, now)).toList());
        List<SwapRecord> ended = trial.ended(since);
        values.put("ended", ended.stream().map(ModuleValues::of).toList());
        boolean isAwaited = !since.equals(Instant.MAX);
        values.put("isAwaited", isAwaited && ended.isEmpty() && running.isEmpty());
        values.put("again", !running.isEmpty() || isAwaited && now.isBefore(since.plus(ATTENTION)));
    }

    private static String style(Module.State state) {
        return switch (state) {
            case RUNS -> "module";
            case ON_TRIAL -> "module trial";
            case SET_ASIDE, STOPPED -> "module away";
        };
    }

    private Map<String, Object> port(PortStatus port) {
        Set<String> users = new HashSet<>();
        port.operations().stream().map(OperationStatus::consumer).flatMap(each -> node.name(each).stream())
                .map(Module::shortName).forEach(users::add);
        return Map.of("name", port.name(), "provider", port.isProvided() ? node.name(port.provider()).map(Module::shortName)
                .orElse("") : "", "users", users.stream().sorted().toList(), "calls", port.calls(), "broken",
                port.failures(), "waited", port.waited());
    }
}
