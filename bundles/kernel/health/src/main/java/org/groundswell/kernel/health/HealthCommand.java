package org.groundswell.kernel.health;

import org.apache.felix.hc.api.Result;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code groundswell:health}: what the node is fit for, and every reason why not, in lines for a person. */
@Component(service = HealthCommand.class,
        property = {"osgi.command.scope=groundswell", "osgi.command.function=health"})
public final class HealthCommand {
    private final Fitness fitness;

    @Activate
    public HealthCommand(@Reference Fitness fitness) {
        this.fitness = fitness;
    }

    @Descriptor("What the node is fit for, and every reason why not")
    public String health() {
        Fitness.Report gifts = fitness.report(Fitness.Purpose.GIFTS);
        var text = new StringBuilder("pages: " + word(fitness.report(Fitness.Purpose.PAGES)) + ", gifts: "
                + word(gifts) + "\n");
        for (Fitness.Check each : gifts.checks()) {
            if (each.status() != Result.Status.OK) {
                each.said().forEach(said -> text.append(each.name()).append(": ").append(said).append('\n'));
            }
        }
        return text.toString();
    }

    private static String word(Fitness.Report report) {
        return !report.isFit() ? "not fit" : report.status() == Result.Status.OK ? "fit" : "fit, with warnings";
    }
}
