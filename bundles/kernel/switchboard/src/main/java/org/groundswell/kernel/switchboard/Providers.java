package org.groundswell.kernel.switchboard;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.groundswell.kernel.api.ports.Port;
import org.groundswell.kernel.api.ports.RefusedProvider;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.hooks.service.EventListenerHook;
import org.osgi.framework.hooks.service.FindHook;
import org.osgi.framework.hooks.service.ListenerHook.ListenerInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which marked services are providers of ports, and hides them from everyone else. */
final class Providers implements FindHook, EventListenerHook {
    private static final Logger LOG = LoggerFactory.getLogger(Providers.class);

    private final BundleContext context;
    private final Scopes scopes;
    private final Predicate<ServiceReference<?>> provides;
    private final Map<ServiceReference<?>, Facade> facades = new ConcurrentHashMap<>();
    private final Map<ServiceReference<?>, Refusal> refused = new ConcurrentHashMap<>();

    /** @param isHidden whether nobody sees it, as if it were a provider */
    private record Refusal(RefusedProvider status, boolean isHidden) {
    }

    /** @param provides whether this service was let in */
    Providers(BundleContext context, Scopes scopes, Predicate<ServiceReference<?>> provides) {
        this.context = context;
        this.scopes = scopes;
        this.provides = provides;
    }

    /** What a marked service offers; nothing where it has left or cannot be a provider. */
    Optional<Offer> offer(ServiceReference<?> reference) {
        Facade facade = facade(reference);
        Bundle bundle = reference.getBundle();
        if (facade.isEmpty() || bundle == null) {
            return Optional.empty();
        }
        Optional<String> objection = scopes.objection(reference, bundle);
        if (objection.isPresent()) {
            refuse(reference, bundle, objection.get(), true);
            return Optional.empty();
        }
        refused.remove(reference);
        LateResults.of(facade.interfaces()).forEach(operation -> LOG.warn("Port {} of {}: what {} returns is read after"
                + " the call, and nothing waits for that when its provider leaves: return a list, or a stage",
                Offer.port(reference), bundle.getSymbolicName(), operation));
        return Optional.of(Offer.of(reference, bundle, facade));
    }

    /**
     * For a marked service that was changed. If it was not marked when it came, it stays what its consumers saw:
     * whoever saw it come must see it go, and nobody would who must not see it any more.
     */
    void refuseLateMark(ServiceReference<?> reference) {
        Bundle bundle = reference.getBundle();
        if (bundle != null && !provides.test(reference) && !facade(reference).isEmpty()) {
            refuse(reference, bundle, "it was registered without the mark of a port and got it later: it stays a"
                    + " service like any other until it is registered anew", false);
        }
    }

    List<RefusedProvider> refused() {
        return refused.values().stream().map(Refusal::status).toList();
    }

    void forget(ServiceReference<?> reference) {
        facades.remove(reference);
        refused.remove(reference);
    }

    /** Whoever looked for a service in the moment of its leaving has had it noted once more. */
    void forgetEnded() {
        facades.keySet().removeIf(reference -> reference.getBundle() == null);
        refused.keySet().removeIf(reference -> reference.getBundle() == null);
    }

    @Override
    public void find(BundleContext seeker, String type, String filter, boolean all,
            Collection<ServiceReference<?>> references) {
        if (!isOurs(seeker)) {
            references.removeIf(reference -> isHidden(reference, seeker.getBundle()));
        }
    }

    @Override
    public void event(ServiceEvent event, Map<BundleContext, Collection<ListenerInfo>> listeners) {
        ServiceReference<?> reference = event.getServiceReference();
        if (reference.getProperty(Port.PROPERTY) == null) {
            return;
        }
        if (event.getType() == ServiceEvent.MODIFIED) {
            // Before anybody hears of it.
            refuseLateMark(reference);
        }
        listeners.keySet().removeIf(listener -> !isOurs(listener) && isHidden(reference, listener.getBundle()));
    }

    private void refuse(ServiceReference<?> reference, Bundle bundle, String reason, boolean hide) {
        String port = Offer.port(reference);
        var refusal = new Refusal(new RefusedProvider(port, bundle.getBundleId(), reason), hide);
        if (refused.putIfAbsent(reference, refusal) == null) {
            LOG.error("Port {}: {} is refused: {}", port, bundle.getSymbolicName(), reason);
        }
    }

    private boolean isHidden(ServiceReference<?> reference, Bundle seeker) {
        if (reference.getProperty(Port.PROPERTY) == null) {
            return false;
        }
        Refusal refusal = refused.get(reference);
        if (refusal != null) {
            return refusal.isHidden();
        }
        Facade facade = facade(reference);
        return !facade.isEmpty() && !(facade.hasClasses() && seeker.equals(reference.getBundle()));
    }

    private Facade facade(ServiceReference<?> reference) {
        Facade known = facades.get(reference);
        if (known == null && reference.getBundle() != null) {
            known = Facade.of(reference);
            facades.put(reference, known);
        }
        return known == null ? Facade.NONE : known;
    }

    private boolean isOurs(BundleContext seeker) {
        return seeker.getBundle().getBundleId() == context.getBundle().getBundleId()
                || seeker.getBundle().getBundleId() == Constants.SYSTEM_BUNDLE_ID;
    }
}
