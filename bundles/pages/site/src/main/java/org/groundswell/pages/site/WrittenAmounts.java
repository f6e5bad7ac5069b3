package org.groundswell.pages.site;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Amounts of one currency as they are written in {@code site.yaml}. Their text is read and no number, which would have
 * lost the decimals by which 250.000 is told from 250.
 */
record WrittenAmounts(YamlFile yaml, List<Problem> problems, CurrencyUnit currency) {
    private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,12}(?:\\.([0-9]{1,12}))?");
    /** Most likely those of a thousand, in the way of half the world. */
    private static final int THOUSAND = 3;

    /** Each of a list; what is there twice is a problem. */
    List<Money> each(Node list, String key) {
        var amounts = new LinkedHashSet<Money>();
        for (Node each : yaml.list(list, key)) {
            int before = problems.size();
            if (!amounts.add(one(each, key)) && problems.size() == before) {
                yaml.report(each, key + ": '" + yaml.text(each, key).orElse("") + "' is there twice");
            }
        }
        return List.copyOf(amounts);
    }

    /** The amount; where there is none, some other one and a problem. */
    Money one(Node node, String key) {
        int before = problems.size();
        String text = yaml.text(node, key).orElse("");
        String digits = text.replace("_", "");
        Matcher amount = AMOUNT.matcher(digits);
        String message = key + ": expected an amount greater than zero such as 25 or 25.50, found '" + text + "'";
        if (amount.matches()) {
            int decimals = amount.group(1) == null ? 0 : amount.group(1).length();
            if (decimals > currency.getDecimalPlaces()) {
                message = key + ": expected at most " + currency.getDecimalPlaces() + " decimals, as " + currency.getCode()
                        + " has them, found '" + text + "'" + (decimals == THOUSAND
                                ? "; thousands have no point: " + digits.replace(".", "") : "");
            } else if (Money.parse(currency.getCode() + " " + digits).isPositive()) {
                return Money.parse(currency.getCode() + " " + digits);
            }
        }
        if (digits.matches("[0-9]{13,}(?:\\.[0-9]*)?")) {
            message = key + ": expected at most 12 digits before the decimals, found '" + text + "'";
        }
        if (problems.size() == before) {
            yaml.report(node, message);
        }
        return Money.ofMinor(currency, 1);
    }
}
