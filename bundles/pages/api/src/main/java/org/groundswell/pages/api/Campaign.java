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
 * @param monthlyAmounts the same for a gift every month
 */
public record Campaign(String id, Money goal, List<Money> amounts, List<Money> monthlyAmounts) {

    public Campaign {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(goal, "goal");
        amounts = List.copyOf(amounts);
        monthlyAmounts = List.copyOf(monthlyAmounts);
    }

    /** A campaign that suggests the same for a gift every month. */
    public Campaign(String id, Money goal, List<Money> amounts) {
        this(id, goal, amounts, amounts);
    }

    /** What the form suggests for a gift every month, or for one that is given once. */
    public List<Money> suggested(boolean monthly) {
        return monthly ? monthlyAmounts : amounts;
    }
}
