package org.groundswell.console.alarms;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.ResultLog;
import org.apache.felix.hc.api.execution.HealthCheckExecutionResult;
import org.apache.felix.hc.api.execution.HealthCheckExecutionOptions;
import org.apache.felix.hc.api.execution.HealthCheckExecutor;
import org.apache.felix.hc.api.execution.HealthCheckSelector;
import org.groundswell.console.alarms.Sign.Kind;
import org.groundswell.donations.api.choices.PaymentChoices;
import org.groundswell.donations.api.choices.PaymentChoices.Standing;
import org.groundswell.donations.api.waiting.WaitingDonors;
import org.groundswell.kernel.api.health.HealthTags;
import org.groundswell.kernel.api.mail.Mail;
import org.groundswell.kernel.api.ports.PortUnavailableException;
import org.groundswell.stats.api.FigureHistory;
import org.groundswell.stats.api.Figures;
import org.groundswell.stats.api.NodeFigures;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for what is wrong now, in the figures of the last minutes and in what the node's checks say. */
@Component(service = Signs.class, configurationPid = "org.groundswell.console.alarms.limits")
@Designate(ocd = Signs.Config.class)
public final class Signs {
    private static final Logger LOG = LoggerFactory.getLogger(Signs.class);
    private static final Duration LATELY = Duration.ofMinutes(5);
    /** Fewer ends of payments say nothing of a gateway. */
    private static final int FEWEST_PAYMENTS = 10;
    private static final int FEWEST_REQUESTS = 100;
    private static final int SLOW_MINUTES = 3;
    private static final String RECEIPTS = "receipts";
    /** What each of these checks warns of has words of its own. */
    static final Map<String, Kind> KNOWN = Map.of("disk", Kind.DISK, "ledger", Kind.LEDGER, RECEIPTS,
            Kind.RECEIPTS, "plans", Kind.PLANS, "search", Kind.SEARCH);
    /** What these say is said by gateways already, or soon over. */
    private static final Set<String> OTHERS = Set.of("donations", "drain", "start");

    /** What these warn of ends the node before anything worse is said. */
    private static final Set<String> URGENT = Set.of("heap");

    private final Config config;
    private final Clock clock;
    /** The places of the questions to which there was no answer the last time. */
    private final Set<Integer> failing = ConcurrentHashMap.newKeySet();
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile FigureHistory history;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile PaymentChoices choices;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile WaitingDonors donors;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile HealthCheckExecutor checks;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile NodeFigures others;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile Mail mail;

    /** Settings of alarms. */
    @ObjectClassDefinition(name = "Groundswell console: when there is an alarm")
    public @interface Config {
        @AttributeDefinition(min = "1", max = "100", description = "Percent of the payments of five minutes that a gateway"
                + " refuses, of ten at least")
        int refusedPercent() default 30;

        @AttributeDefinition(min = "1", max = "100", description = "Percent of the requests of five minutes that the node"
                + " fails to answer, of a hundred at least")
        int errorPercent() default 2;

        @AttributeDefinition(min = "10", max = "60000", description = "Milliseconds that one of 100 answers takes or more,"
                + " in three minutes one after the other")
        int slowMillis() default 1000;
    }

    @Activate
    public Signs(Config config) {
        this(config, Clock.systemUTC());
    }

    Signs(Config config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /** Whoever is away or fails says nothing, and keeps nobody else from being asked; why is a check's business. */
    List<Sign> now() {
        var signs = new ArrayList<Sign>();
        List<Supplier<List<Sign>>> questions = List.of(this::gateways, this::figures, this::room, this::nodes,
                this::health);
        for (int i = 0; i < questions.size(); i++) {
            try {
                signs.addAll(questions.get(i).get());
                failing.remove(i);
            } catch (PortUnavailableException e) {
                // Being exchanged: the next look finds it.
            } catch (RuntimeException e) {
                if (failing.add(i)) {
                    LOG.warn("Some alarms cannot be looked for now; all others are", e);
                }
            }
        }
        return signs;
    }

    private List<Sign> gateways() {
        PaymentChoices asked = choices;
        if (asked == null) {
            return List.of();
        }
        List<PaymentChoices.Gateway> all = asked.gateways();
        var signs = new ArrayList<Sign>();
        if (all.stream().noneMatch(each -> each.standing() == Standing.WORKS || each.standing() == Standing.FAILS)) {
            signs.add(Sign.of(Kind.NO_GATEWAY));
        }
        all.stream().filter(each -> each.standing() == Standing.BROKEN)
                .forEach(each -> signs.add(Sign.about(Kind.GATEWAY_BROKEN, each.provider(), each.provider())));
        return signs;
    }

    private List<Sign> figures() {
        FigureHistory asked = history;
        Instant now = clock.instant();
        List<Figures> minutes = asked == null ? List.of() : asked.series(now.minus(LATELY), now, 10);
        if (minutes.isEmpty()) {
            return List.of();
        }
        var signs = new ArrayList<Sign>();
        Figures all = minutes.stream().reduce((one, other) -> one.with(other, one.from(), (int) LATELY.toMinutes()))
                .orElseThrow();
        refusals(all, signs);
        if (all.requests() >= FEWEST_REQUESTS && percent(all.errors(), all.requests()) >= config.errorPercent()) {
            signs.add(Sign.of(Kind.ERRORS, percent(all.errors(), all.requests())));
        }
        List<Figures> last = minutes.subList(Math.max(0, minutes.size() - SLOW_MINUTES), minutes.size());
        if (last.size() == SLOW_MINUTES
                && last.stream().allMatch(each -> each.p99Micros() >= config.slowMillis() * 1000L)) {
            signs.add(Sign.of(Kind.SLOW, last.getLast().p99Micros() / 1000));
        }
        return signs;
    }

    private void refusals(Figures all, List<Sign> signs) {
        all.refused().forEach((gateway, refused) -> {
            long ends = refused + all.paid().getOrDefault(gateway, 0L);
            if (ends >= FEWEST_PAYMENTS && percent(refused, ends) >= config.refusedPercent()) {
                signs.add(Sign.about(Kind.GATEWAY_REFUSES, gateway, gateway, percent(refused, ends)));
            }
        });
    }

    private List<Sign> room() {
        WaitingDonors asked = donors;
        return asked != null && asked.isFull() ? List.of(Sign.of(Kind.WAITING_FULL, asked.length())) : List.of();
    }

    private List<Sign> nodes() {
        NodeFigures asked = others;
        return asked == null ? List.of() : asked.now().stream().flatMap(all -> all.nodes().stream())
                .filter(NodeFigures.Node::isSilent).map(each -> Sign.about(Kind.NODE_SILENT, each.name(), each.name())).toList();
    }

    private List<Sign> health() {
        HealthCheckExecutor asked = checks;
        if (asked == null) {
            return List.of();
        }
        var signs = new ArrayList<Sign>();
        asked.execute(HealthCheckSelector.tags(HealthTags.READY, RECEIPTS, "plans", "search"),
                new HealthCheckExecutionOptions().setCombineTagsWithOr(true)).forEach(each -> {
            String name = each.getHealthCheckMetadata().getName();
            Result.Status status = each.getHealthCheckResult().getStatus();
            if (name.equals(RECEIPTS) && !sendsMail()) {
                // Nobody was promised any, and nothing is stuck: the page of all checks says what they wait for.
                return;
            }
            if (KNOWN.containsKey(name) && status != Result.Status.OK) {
                signs.add(Sign.of(KNOWN.get(name), said(each)));
            } else if (!OTHERS.contains(name)
                    && status.compareTo(URGENT.contains(name) ? Result.Status.OK : Result.Status.WARN) > 0) {
                signs.add(Sign.about(Kind.CHECK, name, name, said(each)));
            }
        });
        return signs;
    }

    private boolean sendsMail() {
        Mail present = mail;
        return present != null && present.isReady();
    }

    private static String said(HealthCheckExecutionResult result) {
        return StreamSupport.stream(result.getHealthCheckResult().spliterator(), false)
                .filter(each -> each.getStatus() != Result.Status.OK).map(ResultLog.Entry::getMessage).findFirst()
                .orElse("");
    }

    private static long percent(long part, long all) {
        return Math.round(part * 100.0 / all);
    }
}
