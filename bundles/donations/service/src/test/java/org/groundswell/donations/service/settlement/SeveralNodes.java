package org.groundswell.donations.service.settlement;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.api.Totals;
import org.groundswell.donations.ledger.postgres.OpenLedger;
import org.groundswell.donations.postgres.server.PostgresServer;
import org.joda.money.CurrencyUnit;

/**
 * Nodes over one database as a ledger: each call is at another one, as a balancer leads, and now and then all connections are
 * cut, with whatever is on its way. Thread-safe.
 */
final class SeveralNodes implements AutoCloseable {
    /** In so many calls. */
    private static final int CUT_IN = 2000;
    private static final long PATIENCE_NANOS = 60_000_000_000L;
    private static final long PAUSE_NANOS = 5_000_000;

    private final List<OpenLedger> nodes = new ArrayList<>();
    /** Beside the nodes, and never cut. */
    private final Connection database;

    SeveralNodes(PostgresServer server, int count) throws SQLException {
        String schema = server.schema();
        this.database = server.open(schema);
        for (int i = 0; i < count; i++) {
            nodes.add(OpenLedger.at(server, schema));
        }
        // The first question makes the tables.
        nodes.getFirst().ledger().position();
    }

    Ledger asOne() {
        return (Ledger) Proxy.newProxyInstance(Ledger.class.getClassLoader(), new Class<?>[] {Ledger.class},
                (_, method, arguments) -> {
                    if (method.getName().equals("totals")) {
                        return totals((String) arguments[0], (CurrencyUnit) arguments[1]);
                    }
                    if (ThreadLocalRandom.current().nextInt(CUT_IN) == 0) {
                        cut();
                    }
                    return method.getName().equals("pledge") || method.getName().equals("change") ? called(method, arguments)
                            : answered(method, arguments);
                });
    }

    private Object called(Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(nodes.get(ThreadLocalRandom.current().nextInt(nodes.size())).ledger(), arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** Whoever reads asks again: what is looked at is what is written. */
    private Object answered(Method method, Object[] arguments) throws Throwable {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            try {
                return called(method, arguments);
            } catch (LedgerUnavailableException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
            }
        }
    }

    private void cut() throws SQLException {
        number("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'groundswell'");
    }

    private synchronized long number(String query) throws SQLException {
        try (Statement statement = database.createStatement(); ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** What all nodes show once each has heard of what the database has; nobody else gives to that campaign meanwhile. */
    private Totals totals(String campaign, CurrencyUnit currency) throws SQLException {
        long raised = number("SELECT coalesce(sum(raised), 0)::bigint FROM total WHERE campaign = '" + campaign + "'");
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            List<Totals> shown = nodes.stream().map(each -> each.ledger().totals(campaign, currency)).toList();
            if (shown.stream().allMatch(each -> each.raised().getAmountMinorLong() == raised)
                    && shown.stream().map(Totals::donations).distinct().count() == 1) {
                return shown.getFirst();
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("nodes do not show the " + raised + " that the database has: " + shown);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    @Override
    public void close() throws SQLException {
        nodes.forEach(OpenLedger::close);
        database.close();
    }
}
