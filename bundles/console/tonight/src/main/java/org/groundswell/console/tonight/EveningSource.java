package org.groundswell.console.tonight;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.groundswell.console.tonight.Evening.Answers;
import org.groundswell.console.tonight.Evening.Gift;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.api.Totals;
import org.groundswell.donations.api.choices.PaymentChoices;
import org.groundswell.donations.api.moderation.Moderation;
import org.groundswell.donations.api.receipts.ReceiptBook;
import org.groundswell.donations.api.waiting.WaitingDonors;
import org.groundswell.kernel.api.ports.PortUnavailableException;
import org.groundswell.pages.api.Campaign;
import org.groundswell.pages.api.PageException;
import org.groundswell.pages.api.Pages;
import org.groundswell.stats.api.ArrivalFeed;
import org.groundswell.stats.api.FigureHistory;
import org.groundswell.stats.api.Figures;
import org.groundswell.stats.api.NodeFigures;
import org.groundswell.stats.api.NodeFigures.AllNodes;
import org.groundswell.stats.api.Statistics;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Asks everybody who knows something of the evening, once a second however many look; who is away leaves a gap and takes
 * nothing else along. Thread-safe.
 */
@Component(service = EveningSource.class)
public final class EveningSource {
    private static final int MOST_CAMPAIGNS = 6;
    private static final int LATEST = 8;
    private static final Duration FRESH = Duration.ofMillis(900);
    private static final Duration LATELY = Duration.ofMinutes(5);

    private final Clock clock;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile Ledger ledger;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile Pages site;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile Statistics statistics;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile FigureHistory history;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile PaymentChoices choices;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile WaitingDonors donors;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile ReceiptBook receipts;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile ArrivalFeed arrivals;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile Moderation moderation;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile NodeFigures others;
    private Evening last;
    private Instant taken = Instant.MIN;

    /** Made by the framework. */
    @Activate
    public EveningSource() {
        this(Clock.systemUTC());
    }

    EveningSource(Clock clock) {
        this.clock = clock;
    }

    /** At most a second old. */
    synchronized Evening now() {
        Instant now = clock.instant();
        if (last == null || Duration.between(taken, now).abs().compareTo(FRESH) > 0) {
            last = read(now);
            taken = now;
        }
        return last;
    }

    /** What a campaign is called. */
    String title(String language, String campaign) {
        Pages pages = site;
        return asked(pages, () -> pages.campaignTitle(pages.site().languageOrDefault(language), campaign, campaign))
                .orElse(campaign);
    }

    /** How a reader wants the evening written. */
    Cells cells(Locale locale, ZoneId zone, boolean everyName) {
        return new Cells(locale, zone, everyName, campaign -> title(locale.toLanguageTag(), campaign));
    }

    private Evening read(Instant now) {
        Pages pages = site;
        List<Campaign> campaigns = asked(pages, () -> pages.site().campaigns()).orElse(List.of());
        PaymentChoices ways = choices;
        WaitingDonors room = donors;
        ReceiptBook book = receipts;
        ArrivalFeed feed = arrivals;
        NodeFigures every = others;
        Optional<AllNodes> nodes = asked(every, () -> every.now().orElse(null));
        List<Totals> raised = raised(campaigns);
        List<Figures> lately = lately(now);
        return new Evening(raised, nodes.map(AllNodes::visitors).orElseGet(this::visitors), gifts(raised, lately),
                nodes.flatMap(EveningSource::answers).or(() -> answers(lately)),
                asked(ways, () -> ways.gateways()).orElse(List.of()), asked(room, () -> room.length()).orElse(0),
                asked(book, () -> book.owed()), latest(campaigns), asked(feed, () -> feed.latest(LATEST)).orElse(List.of()),
                nodes);
    }

    /** Of this node. */
    private long visitors() {
        Statistics counted = statistics;
        return asked(counted, () -> counted.snapshot().visitorsNow()).orElse(0L);
    }

    /** Nothing while no node has had a request in a whole minute. */
    private static Optional<Answers> answers(AllNodes nodes) {
        return nodes.requests() == 0 ? Optional.empty() : Optional.of(new Answers(
                (double) nodes.errors() / nodes.requests(), nodes.p50Micros(), nodes.p99Micros()));
    }

    private List<Totals> raised(List<Campaign> campaigns) {
        Ledger book = ledger;
        return asked(book, () -> campaigns.stream().limit(MOST_CAMPAIGNS)
                .map(each -> book.totals(each.id(), each.goal().getCurrencyUnit())).toList()).orElse(List.of());
    }

    private List<Gift> latest(List<Campaign> campaigns) {
        Ledger book = ledger;
        return asked(book, () -> campaigns.stream().flatMap(each -> book.latest(each.id(), LATEST).stream())
                .sorted(Comparator.comparing(Donation::changed).reversed()).limit(LATEST)
                .map(each -> new Gift(each.pledge().id(), each.pledge().campaign(), each.counted(), each.changed(),
                        each.pledge().donor().name(), shown(each)))
                .toList()).orElse(List.of());
    }

    /** Of the name; nothing while nobody says what may be shown. */
    private String shown(Donation gift) {
        Moderation rules = moderation;
        return asked(rules, () -> rules.shown(gift).name()).orElse("");
    }

    private List<Figures> lately(Instant now) {
        FigureHistory minutes = history;
        return asked(minutes, () -> minutes.series(now.minus(LATELY), now, 10)).orElse(List.of());
    }

    /** Of the last minute; tests where the figures beside it are those of tests. */
    private static long gifts(List<Totals> raised, List<Figures> lately) {
        boolean tests = !raised.isEmpty() && raised.getFirst().isTest();
        return lately.isEmpty() ? 0 : tests ? lately.getLast().tests() : lately.getLast().gifts();
    }

    private static Optional<Answers> answers(List<Figures> lately) {
        if (lately.isEmpty()) {
            return Optional.empty();
        }
        long requests = lately.stream().mapToLong(Figures::requests).sum();
        long errors = lately.stream().mapToLong(Figures::errors).sum();
        Figures minute = lately.getLast();
        return Optional.of(new Answers(requests == 0 ? 0 : (double) errors / requests, minute.p50Micros(),
                minute.p99Micros()));
    }

    /** Nothing where nobody is there to be asked, or cannot answer now. */
    private static <T> Optional<T> asked(Object service, Supplier<T> question) {
        if (service == null) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(question.get());
        } catch (LedgerUnavailableException | PortUnavailableException | PageException e) {
            return Optional.empty();
        }
    }
}
