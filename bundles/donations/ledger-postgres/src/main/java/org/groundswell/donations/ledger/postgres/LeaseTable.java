package org.groundswell.donations.ledger.postgres;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.groundswell.donations.api.leases.Lease;
import org.groundswell.donations.api.leases.LeaseLostException;

/** The table of leases, in one statement each. Times are the database's: clocks of nodes are never compared. */
final class LeaseTable {
    private static final String UNTIL = "now() + ? * interval '1 millisecond'";
    /**
     * Takes it, renews it, or says no. Who had it last keeps its fence, however late it is: nobody was there in between.
     * While a ledger is being moved here, what was done up to then is not known here.
     */
    private static final String TAKE = "INSERT INTO lease AS l (job, holder, fence, until) SELECT ?, ?, 1, " + UNTIL
            + " WHERE NOT EXISTS (SELECT 1 FROM migration WHERE done IS NULL)"
            + " ON CONFLICT (job) DO UPDATE SET until = excluded.until, holder = excluded.holder,"
            + " fence = CASE WHEN l.holder = excluded.holder THEN l.fence ELSE l.fence + 1 END"
            + " WHERE l.holder = excluded.holder OR l.until < now() RETURNING job, holder, fence, mark";
    /** The holder, too: a primary that died may take a fence with it, which then is given once more. */
    private static final String OWN = " WHERE job = ? AND holder = ? AND fence = ?";
    private static final String RENEW = "UPDATE lease SET until = " + UNTIL + OWN;
    private static final String GIVE_BACK = "UPDATE lease SET until = '-infinity'" + OWN;
    private static final String NOTE = "UPDATE lease SET mark = ?" + OWN;
    /** Whoever wants to take it over waits until the transaction has ended, and only as long as that may take. */
    private static final String REQUIRE = "SELECT 1 FROM lease" + OWN + " FOR SHARE";

    private final Queries queries;

    LeaseTable(Queries queries) {
        this.queries = queries;
    }

    Optional<Lease> take(String job, UUID holder, Duration length) throws SQLException {
        return queries.all(row -> new Lease(row.getString(1), row.getObject(2, UUID.class), row.getLong(3),
                row.getString(4)), TAKE, job, holder, length.toMillis()).stream().findFirst();
    }

    /** @return whether it is still this one's */
    boolean renew(Lease lease, Duration length) throws SQLException {
        return queries.update(RENEW, length.toMillis(), lease.job(), lease.holder(), lease.fence()) == 1;
    }

    void giveBack(Lease lease) throws SQLException {
        queries.update(GIVE_BACK, lease.job(), lease.holder(), lease.fence());
    }

    void note(Lease lease, String mark) throws SQLException {
        if (queries.update(NOTE, mark, lease.job(), lease.holder(), lease.fence()) != 1) {
            throw new LeaseLostException(lease);
        }
    }

    /** Refuses what is done in this transaction once another node has the lease. */
    void require(Lease lease) throws SQLException {
        List<Integer> own = queries.all(row -> row.getInt(1), REQUIRE, lease.job(), lease.holder(), lease.fence());
        if (own.isEmpty()) {
            throw new LeaseLostException(lease);
        }
    }
}
