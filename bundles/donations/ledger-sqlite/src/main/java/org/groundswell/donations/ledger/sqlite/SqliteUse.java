package org.groundswell.donations.ledger.sqlite;

import java.nio.file.Path;
import org.groundswell.donations.ledger.shared.HeldCondition;
import org.groundswell.donations.ledger.shared.Move;
import org.groundswell.kernel.api.node.NodeFolder;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.condition.Condition;

/**
 * Says that this node's ledger is in SQLite. Where the settings deny it, or the book was moved, gifts wait for the other
 * ledger, from the first moment of a start on: a book that is kept at two places is none.
 */
@Component(service = {}, immediate = true, configurationPid = "org.groundswell.donations.ledger.sqlite")
public final class SqliteUse {
    static final String CONDITION = "org.groundswell.donations.ledger.sqlite.use";

    private final HeldCondition use;
    private final boolean wanted;
    private final Path book;
    private boolean ended;

    @Activate
    public SqliteUse(BundleContext context, SqliteLedger.Config config) {
        use = new HeldCondition(context, CONDITION);
        wanted = config.use();
        book = NodeFolder.of(context).resolve(config.file());
        begin();
    }

    /** The last entries are being moved: the book is closed until that is over, or has failed. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            target = "(" + Condition.CONDITION_ID + "=" + Move.MOVING + ")")
    synchronized void bindMoving(Condition moving) {
        use.close();
    }

    void unbindMoving(Condition moving) {
        begin();
    }

    private synchronized void begin() {
        if (wanted && !ended && !Move.isOver(book)) {
            use.hold();
        }
    }

    @Deactivate
    synchronized void end() {
        ended = true;
        use.close();
    }
}
