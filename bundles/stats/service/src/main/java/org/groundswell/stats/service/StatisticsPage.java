package org.groundswell.stats.service;

import java.util.Map;
import java.util.TreeMap;
import org.groundswell.shared.money.MoneyText;
import org.groundswell.stats.api.StatisticsSnapshot;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** The figures for people: a plain page that looks again every two seconds. */
final class StatisticsPage {
    private final StringBuilder out = new StringBuilder();

    private StatisticsPage() {
    }

    static String of(StatisticsSnapshot figures) {
        var page = new StatisticsPage();
        page.out.append("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta http-equiv=\"refresh\" "
                + "content=\"2\"><meta name=\"viewport\" content=\"width=device-width\"><title>Statistics</title><style>"
                + "body{font:1rem/1.5 system-ui;margin:2rem;color:#12303a}table{border-collapse:collapse}"
                + "td,th{padding:.3rem 1.5rem .3rem 0;text-align:left;border-bottom:1px solid #d9e0dd}"
                + "td{text-align:right;font-variant-numeric:tabular-nums}</style><h1>Statistics</h1><table>");
        page.row("Visitors now (five minutes)", figures.visitorsNow());
        page.row("Visitors today", figures.visitorsToday());
        page.row("Page views", figures.pageViews());
        page.row("Donations", figures.donations());
        page.row("Tests, in which no money moved", figures.tests());
        page.row("Donations in the last minute", figures.donationsLastMinute());
        new TreeMap<>(figures.amountLastMinute()).forEach((currency, minor) -> page.row("Given in the last minute, "
                + currency, MoneyText.exact(Money.ofMinor(CurrencyUnit.of(currency), minor), "en")));
        page.rows("Requests, ", figures.requests());
        page.rows("Answers ", figures.statuses());
        page.row("Response time p50, µs", figures.latency().p50Micros());
        page.row("Response time p99, µs", figures.latency().p99Micros());
        page.row("Response time p99.9, µs", figures.latency().p999Micros());
        return page.out.append("</table><p>Counting since ").append(figures.since()).append(", read at ")
                .append(figures.at()).append(".</p></html>").toString();
    }

    private void rows(String prefix, Map<String, Long> values) {
        new TreeMap<>(values).forEach((name, value) -> row(prefix + name, value));
    }

    private void row(String name, Object value) {
        out.append("<tr><th>").append(name).append("</th><td>").append(value).append("</td></tr>");
    }
}
