package org.groundswell.pages.api;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * What donors give to. Immutable.
 *
 * @param id      stable, lower case: part of addresses and of every ledger entry
 * @param goal    what is hoped for; its currency is the campaign's only currency
 * @param amounts what the form suggests, in the campaign's currency, smallest first
 * @param monthlyAmounts the same for a gift every month
 * @param opens   from when on everybody sees it; null where it is there from the beginning
 * @param closes  from when on nothing new is given to it, and its page says how it ended; null where it goes on
 */
public record Campaign(String id, Money goal, List<Money> amounts, List<Money> monthlyAmounts, @Nullable Instant opens,
        @Nullable Instant closes) {

    public Campaign {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(goal, "goal");
        amounts = List.copyOf(amounts);
        monthlyAmounts = List.copyOf(monthlyAmounts);
    }

    /** A campaign that is there from the beginning and goes on. */
    public Campaign(String id, Money goal, List<Money> amounts, List<Money> monthlyAmounts) {
        this(id, goal, amounts, monthlyAmounts, null, null);
    }

    /** A campaign that suggests the same for a gift every month. */
    public Campaign(String id, Money goal, List<Money> amounts) {
        this(id, goal, amounts, amounts);
    }

    /** What the form suggests for a gift every month, or for one that is given once. */
    public List<Money> suggested(boolean monthly) {
        return monthly ? monthlyAmounts : amounts;
    }

    /** Whether nobody is to know of it yet. */
    public boolean isHidden(Instant now) {
        return opens != null && now.isBefore(opens);
    }

    /** Whether nothing new is given to it any more. What was begun before goes on. */
    public boolean isClosed(Instant now) {
        return closes != null && !now.isBefore(closes);
    }
}
