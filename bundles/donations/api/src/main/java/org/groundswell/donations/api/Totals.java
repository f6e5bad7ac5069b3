package org.groundswell.donations.api;

import java.time.Instant;
import org.joda.money.Money;

/**
 * What a campaign has raised, as visitors see it: real money, or tests while there is nothing else. Always the sum of
 * the entries of these gifts.
 *
 * @param donations how many donations count
 * @param updated   when the last entry was made that changed it, or the epoch while there is none
 * @param test      whether these are tests, in which no real money moved; who shows them says so
 */
public record Totals(String campaign, Money raised, long donations, Instant updated, boolean test) {

    /** Of real money. */
    public Totals(String campaign, Money raised, long donations, Instant updated) {
        this(campaign, raised, donations, updated, false);
    }
}
