package org.groundswell.console.tonight;

import java.text.NumberFormat;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.groundswell.console.tonight.Evening.Answers;
import org.groundswell.console.tonight.Evening.Gift;
import org.groundswell.donations.api.Totals;
import org.groundswell.shared.money.MoneyText;
import org.groundswell.stats.api.ArrivalFeed.Arrived;
import org.groundswell.stats.api.NodeFigures.Node;

/**
 * The evening as its reader writes it: what stands in each place of the page, by the place's name. The page has it when
 * it is loaded, and the stream brings what has changed; both are made here.
 */
final class Cells {
    /** How many nodes the page has lines for. */
    static final int NODES = 12;

    private final Locale locale;
    private final String language;
    private final DateTimeFormatter time;
    private final boolean everyName;
    private final UnaryOperator<String> titles;

    /**
     * @param everyName whether the reader may see names of donors that the public does not see
     * @param titles    what a campaign is called in the reader's language, by id
     */
    Cells(Locale locale, ZoneId zone, boolean everyName, UnaryOperator<String> titles) {
        this.everyName = everyName;
        this.titles = titles;
        this.locale = locale;
        this.language = locale.toLanguageTag();
        this.time = DateTimeFormatter.ofLocalizedTime(FormatStyle.MEDIUM).withLocale(locale).withZone(zone);
    }

    Map<String, String> of(Evening evening) {
        var cells = new LinkedHashMap<String, String>();
        for (Totals each : evening.raised()) {
            cells.put("raised-" + each.campaign(), MoneyText.exact(each.raised(), language));
            cells.put("gifts-" + each.campaign(), number(each.donations()));
        }
        cells.put("visitors", number(evening.visitors()));
        cells.put("minute", number(evening.gifts()));
        evening.answers().ifPresent(each -> answers(each, cells));
        cells.put("waiting", number(evening.waiting()));
        evening.owed().ifPresent(each -> cells.put("owed", number(each)));
        evening.gateways().forEach(each -> cells.put("gateway-" + each.provider(), each.standing().name()));
        List<Gift> latest = evening.latest();
        for (int i = 0; i < latest.size(); i++) {
            cells.put("amount-" + i, MoneyText.exact(latest.get(i).amount(), language));
            cells.put("name-" + i, everyName ? latest.get(i).name() : latest.get(i).shown());
            cells.put("of-" + i, evening.raised().size() > 1 ? titles.apply(latest.get(i).campaign()) : "");
            cells.put("at-" + i, time.format(latest.get(i).at()));
        }
        List<Arrived> arrived = evening.arrived();
        for (int i = 0; i < arrived.size(); i++) {
            cells.put("page-" + i, arrived.get(i).path());
            cells.put("from-" + i, arrived.get(i).from());
            cells.put("came-" + i, time.format(arrived.get(i).at()));
        }
        evening.nodes().ifPresent(each -> nodes(each.nodes(), cells));
        return cells;
    }

    /** Every place, since nodes come and go. */
    private void nodes(List<Node> nodes, Map<String, String> cells) {
        for (int i = 0; i < NODES; i++) {
            Optional<Node> node = i < nodes.size() ? Optional.of(nodes.get(i)) : Optional.empty();
            cells.put("node-name-" + i, node.map(Node::name).orElse(""));
            cells.put("node-release-" + i, node.map(Node::release).orElse(""));
            cells.put("node-state-" + i, node.map(Cells::state).orElse(""));
            cells.put("node-visitors-" + i, node.map(each -> number(each.visitors())).orElse(""));
            cells.put("node-heard-" + i, node.map(each -> time.format(each.heard())).orElse(""));
        }
    }

    private static String state(Node node) {
        return node.isSilent() ? "SILENT" : node.isFit() ? "FIT" : "UNFIT";
    }

    private void answers(Answers answers, Map<String, String> cells) {
        NumberFormat percent = NumberFormat.getPercentInstance(locale);
        percent.setMaximumFractionDigits(2);
        cells.put("errors", percent.format(answers.errors()));
        cells.put("half", milliseconds(answers.p50Micros()));
        cells.put("slow", milliseconds(answers.p99Micros()));
    }

    private String milliseconds(long micros) {
        NumberFormat format = NumberFormat.getInstance(locale);
        format.setMaximumFractionDigits(micros < 10_000 ? 1 : 0);
        return format.format(micros / 1000.0);
    }

    private String number(long value) {
        return NumberFormat.getInstance(locale).format(value);
    }
}
