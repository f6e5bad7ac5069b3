package org.groundswell.donations.service.protection;

import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import org.groundswell.donations.api.challenge.Challenge;
import org.groundswell.donations.service.gateways.TimeLimit;
import org.groundswell.shared.loops.Loop;
import org.groundswell.shared.services.ServiceOwner;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The best challenge that answers: one that hangs or fails keeps no donor out, the next one takes its place. */
@Component(service = Challenges.class)
public final class Challenges implements Challenge {
    private static final Logger LOG = LoggerFactory.getLogger(Challenges.class);
    /** For asking a service elsewhere, while a donor waits. */
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Map<ServiceReference<Challenge>, Bounded> byRank =
            new ConcurrentSkipListMap<>(Comparator.reverseOrder());
    private final Loop watch = Loop.of("challenges");
    private final Duration limit;

    @Activate
    public Challenges() {
        this(LIMIT);
        watch.every(Duration.ofSeconds(1), this::look);
    }

    public Challenges(Duration limit) {
        this.limit = limit;
    }

    private record Bounded(Challenge challenge, TimeLimit limit) {
    }

    @Reference(cardinality = ReferenceCardinality.AT_LEAST_ONE, policy = ReferencePolicy.DYNAMIC)
    public void bindChallenge(ServiceReference<Challenge> reference, Challenge challenge) {
        byRank.put(reference, new Bounded(challenge, new TimeLimit("A challenge of " + ServiceOwner.of(reference))));
    }

    void unbindChallenge(ServiceReference<Challenge> reference) {
        byRank.remove(reference);
    }

    @Deactivate
    void close() {
        watch.close();
    }

    /** Interrupts those that hang. */
    public void look() {
        byRank.values().forEach(each -> each.limit().look());
    }

    @Override
    public String html(String language, String key, Map<String, String> sent) {
        return best(each -> each.html(language, key, sent));
    }

    @Override
    public boolean isMet(String key, Map<String, String> sent) {
        return best(each -> each.isMet(key, sent));
    }

    private <T> T best(Function<Challenge, T> question) {
        RuntimeException last = new IllegalStateException("there is no challenge");
        for (Bounded each : byRank.values()) {
            try {
                return each.limit().call(limit, () -> question.apply(each.challenge()));
            } catch (RuntimeException e) {
                LOG.debug("The next challenge is asked", e);
                last = e;
            }
        }
        throw last;
    }
}
