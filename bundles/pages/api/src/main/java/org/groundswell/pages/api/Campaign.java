package org.groundswell.pages.api;

import java.util.List;
import java.util.Objects;
import org.joda.money.Money;

/**
 * What donors give to. Immutable.
 *
 * @param id      stable, lower case: part of addresses and of every ledger entry
 * @param goal    what is hoped for; its currency is the campaign's only currency
 * @param amounts what the form suggests, in the campaign's currency, smallest first
 */
public record Campaign(String id, Money goal, List<Money> amounts) {

    public Campaign {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(goal, "goal");
        amounts = List.copyOf(amounts);
    }
}
