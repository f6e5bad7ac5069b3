package org.groundswell.donations.ledger.postgres;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.api.leases.Lease;
import org.groundswell.donations.api.leases.LeaseLostException;
import org.groundswell.donations.api.leases.Leases;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.api.ports.Port;
import org.groundswell.shared.loops.Loop;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.condition.Condition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The leases of all nodes over one database, on a connection of their own, so that no gift waits for them and they wait
 * for no gift. What this node believes ends earlier than what the database says: it counts from before it asked.
 */
@Port(port = "donations.leases")
@Component(service = Leases.class, property = "service.ranking:Integer=50",
        configurationPid = "org.groundswell.donations.ledger.postgres",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class PostgresLeases implements Leases {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresLeases.class);
    /** As with the ledger: how long a node may go on with an old primary that nobody has stopped. */
    private static final Duration LOOK_AT_HOSTS = Duration.ofSeconds(5);
    /** Of the length of a lease: two renewals may fail before it is lost. */
    private static final int RENEWALS = 4;
    /** A database that is away is not asked by each job for itself. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final UUID node = UUID.randomUUID();
    private final Duration length;
    private final Readers connection;
    private final Map<String, Held> held = new ConcurrentSkipListMap<>();
    private final Loop loop = Loop.of("ledger-leases");
    private LedgerUnavailableException away;
    private long awayUntil;

    /** @param end by this machine's clock that only goes forward; it may stand still while the machine sleeps */
    private record Held(Lease lease, long end) {
        boolean lasts() {
            return end - System.nanoTime() > 0;
        }
    }

    /** A question to the table. */
    @FunctionalInterface
    private interface Question<T> {
        T ask(LeaseTable table) throws SQLException;
    }

    @Activate
    public PostgresLeases(BundleContext context, PostgresSettings config,
            @Reference(target = PostgresUse.TARGET) Condition use) throws SQLException {
        this(PrimarySource.of(config, NodeFolder.of(context)), Duration.ofSeconds(config.leaseSeconds()));
    }

    PostgresLeases(PrimarySource database, Duration length) {
        this(database, length, length.dividedBy(RENEWALS));
    }

    PostgresLeases(PrimarySource database, Duration length, Duration renewal) {
        this.length = length;
        this.connection = new Readers(database, 1);
        loop.every(renewal, this::renew);
        loop.every(LOOK_AT_HOSTS, database::look);
    }

    /** Whoever goes on does so at once. */
    @Deactivate
    void close() {
        loop.close();
        held().forEach(this::giveBack);
        connection.close();
    }

    @Override
    public synchronized Optional<Lease> take(String job) {
        Held present = held.get(job);
        if (present != null && present.lasts()) {
            return Optional.of(present.lease());
        }
        long end = end();
        Optional<Lease> taken = ask(table -> table.take(job, node, length));
        taken.ifPresentOrElse(lease -> hold(lease, end), () -> drop(job));
        return taken;
    }

    @Override
    public boolean isHeld(Lease lease) {
        Held present = held.get(lease.job());
        return present != null && present.lasts() && isSame(present.lease(), lease);
    }

    @Override
    public synchronized void note(Lease lease, String mark) {
        ask(table -> {
            table.note(lease, mark);
            return true;
        });
        held.computeIfPresent(lease.job(), (_, present) -> !isSame(present.lease(), lease) ? present
                : new Held(new Lease(lease.job(), lease.holder(), lease.fence(), mark), present.end()));
    }

    @Override
    public synchronized void giveBack(Lease lease) {
        if (!held.containsKey(lease.job()) || !isSame(held.get(lease.job()).lease(), lease)) {
            return;
        }
        held.remove(lease.job());
        try {
            ask(table -> {
                table.giveBack(lease);
                return true;
            });
            LOG.info("This node leaves '{}' to another one (fence {})", lease.job(), lease.fence());
        } catch (LedgerUnavailableException e) {
            LOG.debug("The lease of '{}' ends by itself", lease.job(), e);
        }
    }

    @Override
    public List<Lease> held() {
        return held.values().stream().filter(Held::lasts).map(Held::lease).toList();
    }

    /** What has ended here is not renewed but taken anew, by whoever needs it. */
    private synchronized void renew() {
        for (Lease each : held()) {
            long end = end();
            try {
                if (ask(table -> table.renew(each, length))) {
                    held.computeIfPresent(each.job(), (_, present) -> new Held(present.lease(), end));
                } else {
                    drop(each.job());
                }
            } catch (LedgerUnavailableException e) {
                // The ledger's health says so; a lease that is not renewed ends by itself.
                LOG.debug("Leases could not be renewed", e);
                return;
            }
        }
    }

    private void hold(Lease lease, long end) {
        Held before = held.put(lease.job(), new Held(lease, end));
        if (before == null || !isSame(before.lease(), lease)) {
            LOG.info("This node does '{}' from now on (fence {})", lease.job(), lease.fence());
        }
    }

    private void drop(String job) {
        Held lost = held.remove(job);
        if (lost != null) {
            LOG.warn("Another node has taken over '{}': this one was not heard of (fence {})", job, lost.lease().fence());
        }
    }

    private long end() {
        return System.nanoTime() + length.toNanos();
    }

    private <T> T ask(Question<T> question) {
        if (away != null && awayUntil - System.nanoTime() > 0) {
            throw new LedgerUnavailableException(away.getMessage(), away);
        }
        try {
            away = null;
            return connection.askPrimary(queries -> question.ask(new LeaseTable(queries)));
        } catch (LeaseLostException e) {
            throw e;
        } catch (LedgerUnavailableException e) {
            away = e;
            awayUntil = System.nanoTime() + PAUSE.toNanos();
            throw e;
        }
    }

    private static boolean isSame(Lease one, Lease other) {
        return one.fence() == other.fence() && one.holder().equals(other.holder()) && one.job().equals(other.job());
    }
}
