package org.groundswell.donations.service.gateways;

import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.groundswell.donations.api.choices.PaymentChoices;
import org.groundswell.donations.service.brakes.KeptBrakes;
import org.groundswell.kernel.api.ports.Port;
import org.groundswell.payments.api.PaymentMode;
import org.groundswell.payments.api.PaymentProvider;
import org.groundswell.shared.loops.Loop;
import org.joda.money.CurrencyUnit;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The payment providers that are there right now, the preferred one first. Where one of them takes real money, those
 * that only play are not offered; where this node must not take real money, those that would are not there.
 */
@Port(port = "donations.choices")
@Component(service = {Providers.class, PaymentChoices.class},
        configurationPid = "org.groundswell.donations.service.providers")
@Designate(ocd = Providers.Config.class)
public final class Providers implements PaymentChoices {
    @ObjectClassDefinition(name = "Groundswell donations: ways to pay")
    public @interface Config {
        @AttributeDefinition(description = "Ways to pay in the order in which they are offered, such as: mollie, stripe;"
                + " the first is chosen where a donor chooses none, those that are not named come last")
        String[] order() default {};
    }

    private final LiveGuard guard;
    private final Supplier<Set<String>> off;
    private final Availability availability;
    private final Map<ServiceReference<PaymentProvider>, BoundedProvider> inOrder;
    private final Loop watch = Loop.of("payment-providers");
    private final ProviderProblems problems;
    private final ProviderProblems answers;
    private final ProviderProblems notifications;

    @Activate
    public Providers(@Reference LiveGuard guard, @Reference KeptBrakes brakes, Config config) {
        this(guard, Clock.systemUTC(), () -> brakes.state().gatewaysOff(), config.order());
        watch.every(Duration.ofSeconds(1), () -> inOrder.values().forEach(BoundedProvider::look));
    }

    /** Those of which none is taken off. */
    public static Providers of(LiveGuard guard, Clock clock, String... order) {
        return new Providers(guard, clock, Set::of, order);
    }

    /**
     * @param off   names of those that somebody has taken off: nothing new is begun with them
     * @param order names; those that are not among them come behind, by rank
     */
    public Providers(LiveGuard guard, Clock clock, Supplier<Set<String>> off, String... order) {
        this.guard = guard;
        this.off = off;
        this.availability = new Availability(clock);
        this.inOrder = new ConcurrentSkipListMap<>(new PreferredOrder(List.of(order)));
        this.problems = new ProviderProblems(clock);
        this.answers = new ProviderProblems(clock);
        this.notifications = new ProviderProblems(clock);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void bindProvider(ServiceReference<PaymentProvider> reference, PaymentProvider provider) {
        forget(nameOf(reference));
        inOrder.put(reference, new BoundedProvider(provider, nameOf(reference), availability.keys()));
    }

    public void unbindProvider(ServiceReference<PaymentProvider> reference) {
        inOrder.remove(reference);
        forget(nameOf(reference));
    }

    /** What was said of one that is not there (any more): whoever asked it last may hear of it only afterwards. */
    private void forget(String name) {
        if (!isThere(name)) {
            Stream.of(problems, answers, notifications).forEach(each -> each.gone(name));
            availability.forget(name);
        }
    }

    /** Whether there is one of this name, whatever it says. */
    public boolean isThere(String name) {
        return inOrder.keySet().stream().anyMatch(each -> nameOf(each).equals(name));
    }

    @Deactivate
    void close() {
        watch.close();
    }

    @Override
    public List<Choice> choices(String language, CurrencyUnit currency) {
        return offered().stream().filter(each -> said(each, it -> it.takes(currency, false)).orElse(false))
                .map(each -> said(each, it -> new Choice(it.name(), it.label(language), it.takes(currency, true))))
                .flatMap(Optional::stream).toList();
    }

    @Override
    public List<Gateway> gateways() {
        return availability.standings(offered().stream().map(PaymentProvider::name).toList(),
                inOrder.keySet().stream().map(Providers::nameOf).toList(), takenOff());
    }

    private Set<String> takenOff() {
        return off.get();
    }

    /** How many ways to pay there are, whatever the currency. */
    public int count() {
        return offered().size();
    }

    /** Whether every one of them has failed so often that donors cannot pay. */
    public boolean isBroken() {
        return offered().stream().allMatch(each -> availability.isBroken(each.name()));
    }

    /** Why those that are offered and fail do so, one sentence each. */
    public List<String> failures() {
        return availability.failures(offered().stream().map(PaymentProvider::name));
    }

    /** Which of them work and which do not. */
    public Availability availability() {
        return availability;
    }

    /** For whoever reads notifications. */
    public ProviderProblems notifications() {
        return notifications;
    }

    /** Why those that are there and cannot be used cannot be used, one sentence each. */
    public List<String> problems() {
        usable();
        Set<String> takenOff = takenOff();
        return Stream.concat(problems.now(this::isThere).stream(),
                answers.now(each -> isThere(each) && !takenOff.contains(each)).stream()).toList();
    }

    /** Whose notifications cannot be read now, one sentence each. */
    public List<String> notificationProblems() {
        return notifications.now(this::isThere);
    }

    /** Whose clock is far from this node's, one sentence each. */
    public List<String> clocks() {
        return all().stream().flatMap(each -> said(each, PaymentProvider::clockAhead).orElse(Optional.empty())
                .flatMap(ahead -> ClockDistance.remark(each.name(), ahead)).stream()).toList();
    }

    /** Every provider that may be spoken to, also for what was begun with it before. */
    public List<PaymentProvider> all() {
        return List.copyOf(usable().keySet());
    }

    public Optional<PaymentProvider> named(String name) {
        return all().stream().filter(provider -> provider.name().equals(name)).findFirst();
    }

    /** The one the donor chose, or the preferred one that can do it where the donor chose none. */
    public Optional<PaymentProvider> chosen(String name, CurrencyUnit currency, boolean monthly) {
        return offered().stream().filter(each -> name.isEmpty() || each.name().equals(name))
                .filter(each -> said(each, it -> it.takes(currency, monthly)).orElse(false)).findFirst();
    }

    /** Whether money moves there; nothing where it cannot say so now. */
    public Optional<PaymentMode> mode(PaymentProvider provider) {
        return said(provider, PaymentProvider::mode);
    }

    /** Whether donors can give real money here now. */
    boolean takesRealMoney() {
        return usable().containsValue(PaymentMode.LIVE);
    }

    /** Nothing where it cannot answer: one of them takes no other along. */
    private <T> Optional<T> said(PaymentProvider provider, Function<PaymentProvider, T> question) {
        try {
            T answer = question.apply(provider);
            answers.gone(provider.name());
            return Optional.of(answer);
        } catch (RuntimeException e) {
            answers.failed(provider.name(), "Payment provider " + provider.name() + " is not offered: "
                    + e.getMessage(), e);
            return Optional.empty();
        }
    }

    /** Those that work before those that have failed, else in their order. */
    private List<PaymentProvider> offered() {
        Map<PaymentProvider, PaymentMode> usable = usable();
        boolean live = usable.containsValue(PaymentMode.LIVE);
        Set<String> takenOff = takenOff();
        return usable.keySet().stream().filter(each -> !live || usable.get(each) == PaymentMode.LIVE)
                .filter(each -> !takenOff.contains(each.name()))
                .sorted(Comparator.comparing(each -> availability.isShaky(each.name()))).toList();
    }

    /** In their order, with their modes: each is asked once, because it may have to read its key for that. */
    private Map<PaymentProvider, PaymentMode> usable() {
        var usable = new LinkedHashMap<PaymentProvider, PaymentMode>();
        inOrder.forEach((reference, each) -> {
            String name = nameOf(reference);
            try {
                PaymentMode mode = each.mode();
                Optional<String> objection = mode == PaymentMode.LIVE ? guard.objection() : Optional.empty();
                if (objection.isEmpty()) {
                    each.name();
                    usable.put(each, mode);
                    problems.gone(name);
                } else {
                    problems.found(name, "Provider " + name + " has a live key, which this node must not use: "
                            + objection.get());
                }
            } catch (RuntimeException e) {
                // One that cannot even say what it is (its key is gone, its bundle does not come back) takes no other
                // along.
                problems.failed(name, "Payment provider " + name + " cannot be used: " + e.getMessage(), e);
            }
        });
        return usable;
    }

    static String nameOf(ServiceReference<PaymentProvider> reference) {
        return String.valueOf(reference.getProperty(PaymentProvider.NAME));
    }
}
