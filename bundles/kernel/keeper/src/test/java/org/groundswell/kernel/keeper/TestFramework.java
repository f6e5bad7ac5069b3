package org.groundswell.kernel.keeper;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.keeper.jars.BundleFile;
import org.groundswell.kernel.keeper.jars.Installation;
import org.groundswell.kernel.keeper.jars.RefusedException;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;

/** As much of a framework as the keeper asks for: bundles that are put in, started, exchanged and taken away. */
public final class TestFramework {
    private final Path home;
    private final List<Bundle> bundles = new CopyOnWriteArrayList<>();
    private final List<SynchronousBundleListener> listeners = new CopyOnWriteArrayList<>();
    private final List<String> starts = new CopyOnWriteArrayList<>();
    private final AtomicLong files = new AtomicLong();
    private volatile Step starting = jar -> { };
    private volatile Step leaving = jar -> { };
    private volatile boolean stops;
    private final FrameworkWiring wiring = Fake.of(FrameworkWiring.class, (method, arguments) -> switch (method) {
        case "getDependencyClosure" -> arguments[0];
        case "resolveBundles" -> true;
        default -> Set.of();
    });
    private final Bundle system = Fake.of(Bundle.class, (method, arguments) -> switch (method) {
        case "getState" -> isStopping() ? Bundle.STOPPING : Bundle.ACTIVE;
        default -> wiring();
    });
    private final BundleContext context = Fake.of(BundleContext.class, (method, arguments) -> switch (method) {
        case "getProperty" -> NodeFolder.PROPERTY.equals(arguments[0]) ? home().toString() : null;
        case "getBundles" -> bundles().toArray(Bundle[]::new);
        case "getBundle" -> arguments[0] instanceof Long id ? byId(id)
                : Constants.SYSTEM_BUNDLE_LOCATION.equals(arguments[0]) ? system() : at((String) arguments[0]);
        case "installBundle" -> install((String) arguments[0], arguments.length > 1 ? (InputStream) arguments[1]
                : URI.create(((String) arguments[0]).replaceFirst("^reference:", "")).toURL().openStream());
        case "getServiceReferences" -> List.of();
        case "addBundleListener" -> listen((SynchronousBundleListener) arguments[0]);
        default -> null;
    });

    /** What a bundle does when it starts or leaves. */
    @FunctionalInterface
    public interface Step {
        void of(BundleFile jar) throws BundleException;
    }

    TestFramework(Path home) {
        this.home = home;
    }

    public BundleContext context() {
        return context;
    }

    Path home() {
        return home;
    }

    public List<Bundle> bundles() {
        return bundles;
    }

    public Optional<Bundle> find(String name) {
        return bundles.stream().filter(each -> each.getSymbolicName().equals(name)).findFirst();
    }

    /** Every start of a bundle, by its name and version. */
    public List<String> starts() {
        return starts;
    }

    public void whenStarting(Step step) {
        starting = step;
    }

    void whenLeaving(Step step) {
        leaving = step;
    }

    public void stop() {
        stops = true;
    }

    private boolean isStopping() {
        return stops;
    }

    private FrameworkWiring wiring() {
        return wiring;
    }

    private Bundle system() {
        return system;
    }

    private Bundle at(String location) {
        return bundles.stream().filter(each -> each.getLocation().equals(location)).findFirst().orElse(null);
    }

    private Bundle byId(long id) {
        return bundles.stream().filter(each -> each.getBundleId() == id).findFirst().orElse(null);
    }

    private Object listen(SynchronousBundleListener listener) {
        return listeners.add(listener);
    }

    private Bundle install(String location, InputStream jar) throws Exception {
        if (at(location) != null) {
            return at(location);
        }
        Bundle bundle = new TestBundle(location, copy(jar)).bundle;
        bundles.add(bundle);
        return bundle;
    }

    private BundleFile copy(InputStream jar) throws IOException, RefusedException {
        Path file = home.resolve("framework-" + files.incrementAndGet() + ".jar");
        Files.copy(jar, file);
        return BundleFile.read(file);
    }

    private final class TestBundle {
        private final long id = files.get();
        private final String location;
        private final Bundle bundle = Fake.of(Bundle.class, this::answer);
        private volatile BundleFile jar;
        private volatile int state = Bundle.INSTALLED;

        TestBundle(String location, BundleFile jar) {
            this.location = location;
            this.jar = jar;
        }

        private Object answer(String method, Object[] arguments) throws Exception {
            return switch (method) {
                case "getBundleId" -> id;
                case "getSymbolicName" -> jar.symbolicName();
                case "getVersion" -> jar.version();
                case "getLocation" -> location;
                case "getState" -> state;
                case "getHeaders" -> new Hashtable<>(jar.headers());
                case "adapt" -> adapt((Class<?>) arguments[0]);
                case "start" -> start();
                case "stop" -> stop();
                case "update" -> update((InputStream) arguments[0]);
                case "uninstall" -> uninstall();
                default -> null;
            };
        }

        private Object start() throws BundleException {
            if (state == Bundle.UNINSTALLED) {
                throw new IllegalStateException("Cannot start an uninstalled bundle.");
            }
            starts.add(jar.symbolicName() + " " + jar.version());
            tell(BundleEvent.STARTING);
            starting.of(jar);
            return become(Bundle.ACTIVE);
        }

        private Object stop() {
            become(Bundle.STOPPING);
            tell(BundleEvent.STOPPING);
            return become(Bundle.RESOLVED);
        }

        private void tell(int event) {
            listeners.forEach(each -> each.bundleChanged(new BundleEvent(event, bundle)));
        }

        private Object update(InputStream in) throws IOException, RefusedException {
            jar = copy(in);
            return null;
        }

        private Object uninstall() throws BundleException {
            leaving.of(jar);
            if (state == Bundle.ACTIVE) {
                stop();
            }
            bundles.remove(bundle);
            become(Bundle.INSTALLED);
            tell(BundleEvent.UNRESOLVED);
            become(Bundle.UNINSTALLED);
            tell(BundleEvent.UNINSTALLED);
            return null;
        }

        private Object become(int next) {
            state = next;
            return null;
        }

        private int level() {
            if (state == Bundle.UNINSTALLED) {
                throw new IllegalArgumentException("Bundle is uninstalled.");
            }
            return Installation.START_LEVEL;
        }

        private Object adapt(Class<?> type) {
            return type == BundleRevision.class ? Fake.of(BundleRevision.class, (method, arguments) -> 0)
                    : type == BundleStartLevel.class ? Fake.of(BundleStartLevel.class,
                            (method, arguments) -> method.equals("getStartLevel") ? level() : null)
                    : null;
        }
    }

    /** For events that name the service they come from. */
    public static <S> ServiceReference<S> reference() {
        @SuppressWarnings("unchecked")
        ServiceReference<S> reference = Fake.of(ServiceReference.class, (method, arguments) -> null);
        return reference;
    }
}
