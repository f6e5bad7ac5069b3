package org.groundswell.donations.webhooks;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.api.leases.Lease;
import org.groundswell.donations.api.leases.LeaseLostException;
import org.groundswell.donations.api.leases.Leases;

/** The lease of one job, which several nodes want. */
final class SharedLeases {
    boolean away;
    private UUID holder;
    private boolean free = true;
    private long fence;
    private String mark = "";

    /** As when the holder's time is over. */
    void expire() {
        free = true;
    }

    String mark() {
        return mark;
    }

    Leases of(UUID node) {
        return new Node(node);
    }

    private final class Node implements Leases {
        private final UUID node;

        Node(UUID node) {
            this.node = node;
        }

        @Override
        public Optional<Lease> take(String job) {
            if (away) {
                throw new LedgerUnavailableException("the database is away");
            }
            if (!free && !node.equals(holder)) {
                return Optional.empty();
            }
            fence += node.equals(holder) ? 0 : 1;
            holder = node;
            free = false;
            return Optional.of(new Lease(job, node, fence, mark));
        }

        @Override
        public boolean isHeld(Lease lease) {
            return !free && node.equals(holder) && lease.fence() == fence;
        }

        @Override
        public void note(Lease lease, String text) {
            if (!node.equals(holder) || lease.fence() != fence) {
                throw new LeaseLostException(lease);
            }
            mark = text;
        }

        @Override
        public void giveBack(Lease lease) {
            free |= isHeld(lease);
        }

        @Override
        public List<Lease> held() {
            throw new UnsupportedOperationException();
        }
    }
}
