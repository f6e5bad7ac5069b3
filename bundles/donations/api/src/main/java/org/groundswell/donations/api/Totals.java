package org.groundswell.donations.api;

import java.time.Instant;
import org.joda.money.Money;

/**
 * What a campaign has raised; always the sum of its entries.
 *
 * @param donations how many donations count
 * @param updated   when the last entry was made that changed it, or the epoch while there is none
 */
public record Totals(String campaign, Money raised, long donations, Instant updated) {
}
