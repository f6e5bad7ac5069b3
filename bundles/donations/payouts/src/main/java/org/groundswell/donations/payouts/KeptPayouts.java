package org.groundswell.donations.payouts;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.api.payouts.KeptLine;
import org.groundswell.donations.api.payouts.KeptPayout;
import org.groundswell.donations.api.payouts.PayoutBook;
import org.groundswell.donations.api.payouts.PayoutList;
import org.groundswell.donations.api.payouts.PayoutSum;
import org.groundswell.kernel.api.health.DiskReserve;
import org.groundswell.kernel.api.loops.LoopStatus.Need;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.api.ports.Port;
import org.groundswell.kernel.api.ports.PortUnavailableException;
import org.groundswell.payments.api.payouts.PayoutGateways;
import org.groundswell.shared.loops.Loop;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the gateways every hour, follows the ledger every minute, and answers from the file. */
@Port(port = "donations.payouts")
@Component(service = PayoutBook.class, immediate = true, configurationPid = "org.groundswell.donations.payouts")
@Designate(ocd = KeptPayouts.Config.class)
public final class KeptPayouts implements PayoutBook {
    private static final Logger LOG = LoggerFactory.getLogger(KeptPayouts.class);
    private static final Duration TICK = Duration.ofMinutes(1);
    private static final Duration LONGEST_ROUND = Duration.ofHours(2);
    /** Within a swap's patience. */
    private static final Duration LONGEST_END = Duration.ofSeconds(2);
    private static final String NODE = "";

    private final Path path;
    private final PayoutGateways gateways;
    private final Ledger ledger;
    private final Clock clock;
    private final Duration period;
    private final Duration lookBack;
    private final Loop loop = Loop.of("payouts", Need.OTHER, LONGEST_ROUND);
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile DiskReserve reserve;
    private final AtomicBoolean wanted = new AtomicBoolean();
    private volatile Instant asked;
    /** When the gateways are to be asked again. */
    private volatile Instant due = Instant.MIN;
    private volatile Map<String, String> problems = Map.of();
    private PayoutStore store;
    private PayoutReader reader;

    /** Settings of the payouts. */
    @ObjectClassDefinition(name = "Groundswell donations: payouts to the bank")
    public @interface Config {
        @AttributeDefinition(description = "Minutes between two questions to each gateway about its payouts", min = "1",
                max = "10080")
        int periodMinutes() default 60;

        @AttributeDefinition(description = "Days back to which payouts are read", min = "1", max = "3650")
        int lookBackDays() default 400;
    }

    @Activate
    public KeptPayouts(BundleContext context, @Reference PayoutGateways gateways, @Reference Ledger ledger,
            Config config) {
        this(NodeFolder.of(context).resolve("data/payouts/payouts.db"), gateways, ledger, Clock.systemUTC(), config);
        loop.every(TICK, Duration.ofSeconds(20), this::tick);
    }

    KeptPayouts(Path path, PayoutGateways gateways, Ledger ledger, Clock clock, Config config) {
        this.path = path.toAbsolutePath();
        this.gateways = gateways;
        this.ledger = ledger;
        this.clock = clock;
        this.period = Duration.ofMinutes(config.periodMinutes());
        this.lookBack = Duration.ofDays(config.lookBackDays());
    }

    /** The round that runs comes to its end at the gateway's next answer, or is interrupted. */
    @Deactivate
    void close() throws SQLException {
        loop.finish(LONGEST_END);
        synchronized (this) {
            if (store != null) {
                store.close();
            }
        }
    }

    @Override
    public void readNow() {
        if (wanted.compareAndSet(false, true)) {
            loop.execute(() -> {
                wanted.set(false);
                due = Instant.MIN;
                tick();
            });
        }
    }

    /** What is wrong with the file, the disk or the ledger is said on the page, and tried again in a minute. */
    void tick() {
        if (loop.isClosed()) {
            return;
        }
        try {
            DiskReserve present = reserve;
            if (present != null && present.shortage().isPresent()) {
                // What is left of the disk is for gifts.
                problems = Map.of(NODE, "payouts wait for room on the disk");
                return;
            }
            PayoutReader current = reader();
            current.follow();
            if (!clock.instant().isBefore(due)) {
                current.round();
                if (loop.isClosed()) {
                    return;
                }
                asked = clock.instant();
                due = asked.plus(period);
            }
            said(current.problems());
        } catch (IOException | SQLException | LedgerUnavailableException | PortUnavailableException e) {
            LOG.debug("Payouts wait", e);
            problems = Map.of(NODE, String.valueOf(e.getMessage()));
        }
    }

    private void said(Map<String, String> now) {
        now.forEach((name, why) -> {
            if (!why.equals(problems.get(name))) {
                LOG.warn("Payouts of {} could not be read to the end: {}", name, why);
            }
        });
        problems = Map.copyOf(now);
    }

    @Override
    public PayoutList payouts(String next, int limit) {
        String[] place = next.split("-", 2);
        if (!next.isEmpty() && !next.matches("-?[0-9]{1,18}-[0-9]{1,18}")) {
            throw new IllegalArgumentException("next: there is no such page");
        }
        long begun = next.isEmpty() ? Long.MAX_VALUE : Long.parseLong(place[0]);
        long number = next.isEmpty() ? Long.MAX_VALUE : Long.parseLong(place[1]);
        record Row(KeptPayout payout, long number) {
        }
        List<Row> rows = ask(row -> new Row(PayoutRows.payout(row), row.getLong(1)), PayoutRows.PAYOUT
                + "WHERE (p.begun, p.n) < (?, ?) ORDER BY p.begun DESC, p.n DESC LIMIT ?", begun, number,
                PayoutRows.bounded(limit) + 1);
        boolean more = rows.size() > limit;
        List<Row> page = more ? rows.subList(0, limit) : rows;
        return new PayoutList(page.stream().map(Row::payout).toList(), more
                ? page.getLast().payout().begun().toEpochMilli() + "-" + page.getLast().number() : "");
    }

    @Override
    public Optional<KeptPayout> payout(String provider, String id) {
        return ask(PayoutRows::payout, PayoutRows.PAYOUT + "WHERE p.provider = ? AND p.id = ?", provider, id).stream()
                .findFirst();
    }

    @Override
    public List<KeptLine> lines(String provider, String id, boolean onlyUnexplained, long after, int limit) {
        return ask(PayoutRows::line, PayoutRows.LINE + "WHERE p.provider = ? AND p.id = ? AND l.n > ?"
                + (onlyUnexplained ? " AND l.verdict <> 'EXPLAINED'" : "") + " ORDER BY l.n LIMIT ?", provider, id, after,
                PayoutRows.bounded(limit));
    }

    @Override
    public List<KeptLine> lines(YearMonth month, String campaign, long after, int limit) {
        return ask(PayoutRows::line, PayoutRows.LINE + "WHERE p.day >= ? AND p.day < ? AND l.n > ?"
                + " AND (? IS NULL OR l.campaign = ?) ORDER BY l.n LIMIT ?", PayoutRows.first(month),
                PayoutRows.first(month.plusMonths(1)), after, campaign, campaign, PayoutRows.bounded(limit));
    }

    @Override
    public List<PayoutSum> sums(YearMonth month) {
        return ask(PayoutRows::sum, PayoutRows.SUMS, PayoutRows.first(month), PayoutRows.first(month.plusMonths(1)));
    }

    @Override
    public Optional<Instant> asked() {
        return Optional.ofNullable(asked);
    }

    @Override
    public Map<String, String> problems() {
        return new TreeMap<>(problems);
    }

    private <T> List<T> ask(PayoutFile.Reader<T> row, String sql, Object... values) {
        try {
            return store().ask(row, sql, values);
        } catch (IOException | SQLException e) {
            throw new LedgerUnavailableException("Payouts cannot be read now: " + e.getMessage(), e);
        }
    }

    private synchronized PayoutStore store() throws IOException, SQLException {
        if (loop.isClosed()) {
            throw new LedgerUnavailableException("Payouts are not read any more: their bundle has stopped");
        }
        if (store != null && !store.isThere()) {
            // Somebody took the file away; the gateways still have what was in it.
            store.close();
            store = null;
            due = Instant.MIN;
        }
        if (store == null) {
            store = new PayoutStore(PayoutFile.open(path));
            reader = new PayoutReader(gateways, new LedgerComparison(ledger, store, loop::isClosed), store, clock,
                    lookBack, loop::isClosed);
        }
        return store;
    }

    private synchronized PayoutReader reader() throws IOException, SQLException {
        store();
        return reader;
    }
}
