package org.groundswell.console.tonight;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.groundswell.donations.api.Totals;
import org.groundswell.donations.api.choices.PaymentChoices.Gateway;
import org.groundswell.stats.api.ArrivalFeed.Arrived;
import org.groundswell.stats.api.NodeFigures.AllNodes;
import org.joda.money.Money;

/**
 * How the evening stands at one moment. Immutable.
 *
 * @param raised   of each campaign, at most six, the first one first
 * @param visitors within five minutes
 * @param gifts    in the last full minute
 * @param answers  how requests were answered lately; nothing while no minute is over
 * @param waiting  donors who wait for their turn to pay
 * @param owed     receipts that were not sent yet; nothing where the ledger does not say
 * @param latest   the gifts that were paid last, of all campaigns
 * @param arrived  the visitors who came last from elsewhere
 * @param nodes    all nodes over one database; visitors and answers are then theirs. Nothing at a node that stands alone
 */
record Evening(List<Totals> raised, long visitors, long gifts, Optional<Answers> answers, List<Gateway> gateways,
        int waiting, Optional<Long> owed, List<Gift> latest, List<Arrived> arrived,
        Optional<AllNodes> nodes) {

    /**
     * Of the last five minutes.
     *
     * @param errors    the share that the node failed to answer, 0 to 1
     * @param p50Micros of the last minute
     * @param p99Micros of the last minute
     */
    record Answers(double errors, long p50Micros, long p99Micros) {
    }

    /**
     * A gift.
     *
     * @param campaign what it was given to, by id
     * @param name     of the donor, for who may see it; "" where none was given
     * @param shown    what everybody may see of the name
     */
    record Gift(UUID id, String campaign, Money amount, Instant at, String name, String shown) {
    }
}
