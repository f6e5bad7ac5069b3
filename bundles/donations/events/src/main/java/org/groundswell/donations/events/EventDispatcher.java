package org.groundswell.donations.events;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.LedgerListener;
import org.groundswell.donations.api.events.DonationEventListener;
import org.groundswell.shared.services.ServiceOwner;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Gives each listener a reader of its own. That the ledger tells of a commit only makes them look earlier: what they
 * hear of is what the ledger has.
 */
@Component(service = LedgerListener.class, immediate = true)
public final class EventDispatcher implements LedgerListener {
    private final Ledger ledger;
    private final List<LedgerReader> readers = new CopyOnWriteArrayList<>();

    @Activate
    public EventDispatcher(@Reference Ledger ledger) {
        this.ledger = ledger;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindListener(DonationEventListener listener, ServiceReference<DonationEventListener> reference) {
        add(listener, ServiceOwner.of(reference));
    }

    void unbindListener(DonationEventListener listener) {
        for (LedgerReader reader : readers) {
            if (reader.isFor(listener)) {
                readers.remove(reader);
                reader.close();
            }
        }
    }

    /** @param bundle whose listener it is, for the log and the admin */
    void add(DonationEventListener listener, String bundle) {
        readers.add(new LedgerReader(ledger, listener, bundle));
    }

    @Override
    public void committed(List<Entry> entries) {
        readers.forEach(LedgerReader::wake);
    }

    @Deactivate
    void close() {
        readers.forEach(LedgerReader::close);
    }
}
