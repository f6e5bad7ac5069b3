package org.groundswell.kernel.switchboard;

import java.lang.reflect.Field;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that a bundle has its classes after an update. Felix 7.0.5 closes a bundle's new content while it refreshes the
 * bundle and gives it back a moment later ({@code BundleImpl.refresh}). Whoever reads a file or a class of the bundle in
 * between, a thread that the version before has left behind mostly, has the list of contents made anew, with nothing in it,
 * and Felix keeps that list: no component starts any more, no further update helps, and the framework cannot be stopped.
 * The list is only forgotten here, before the bundle is started; Felix makes it again when somebody asks.
 */
@Component(service = {}, immediate = true)
public final class ContentPaths implements SynchronousBundleListener {
    private static final Logger LOG = LoggerFactory.getLogger(ContentPaths.class);
    private static final String LIST = "m_contentPath";

    private final BundleContext context;

    @Activate
    public ContentPaths(BundleContext context) {
        this.context = context;
        context.addBundleListener(this);
    }

    @Deactivate
    void stop() {
        context.removeBundleListener(this);
    }

    /** On the thread that resolves the bundle, in order to start it. */
    @Override
    public void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.RESOLVED) {
            BundleRevision revision = event.getBundle().adapt(BundleRevision.class);
            if (revision != null && forgetIfEmpty(revision)) {
                LOG.info("{} was read while it was replaced; what was found then is forgotten",
                        event.getBundle().getSymbolicName());
            }
        }
    }

    /** Whether there was something to forget. */
    static boolean forgetIfEmpty(Object revision) {
        try {
            Field field = revision.getClass().getDeclaredField(LIST);
            field.setAccessible(true);
            // It is Felix's own lock for the list.
            synchronized (revision) {
                boolean empty = field.get(revision) instanceof List<?> list && list.stream().anyMatch(each -> each == null);
                if (empty) {
                    field.set(revision, null);
                }
                return empty;
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.warn("This framework keeps a bundle's contents in another way than Felix 7.0.5; a bundle that is read while"
                    + " it is replaced may lose its classes", e);
            return false;
        }
    }
}
