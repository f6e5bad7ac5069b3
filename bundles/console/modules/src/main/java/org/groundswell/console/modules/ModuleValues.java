package org.groundswell.console.modules;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.groundswell.kernel.api.keeper.SwapRecord;

/** What templates show of a module and of a line of the history. Not of classes of ours: the template engine keeps those. */
final class ModuleValues {
    private ModuleValues() {
    }

    static Map<String, Object> of(Module module, List<Service> services) {
        List<String> provides = services.stream().filter(each -> each.providers().contains(module.name()))
                .map(Service::name).toList();
        List<String> uses = services.stream().filter(each -> each.users().contains(module.name())).map(Service::name).toList();
        return Map.of("name", module.name(), "label", Module.shortName(module.name()), "title", module.title(), "version",
                module.version(), "state", module.state().name(), "provides", provides, "uses", uses,
                "isConsole", Module.isConsole(module.name()), "carriesCalls", Module.carriesCalls(module.name()));
    }

    static Map<String, Object> of(SwapRecord record) {
        return Map.of("at", record.at(), "by", record.by(), "bundle", record.bundle(), "label",
                Module.shortName(record.bundle()), "from", record.from(), "to", record.to(), "outcome",
                record.outcome().name(), "reason", record.reason(), "heldMillis", record.heldMillis(), "affected",
                record.affected().stream().map(Module::shortName).toList());
    }

    /** @param total seconds that a new jar is watched */
    static Map<String, Object> running(SwapRecord begun, long total, Instant now) {
        long gone = Math.clamp(Duration.between(begun.at(), now).toSeconds(), 0, total);
        return Map.of("bundle", begun.bundle(), "label", Module.shortName(begun.bundle()), "to", begun.to(), "gone", gone,
                "total", total);
    }
}
