package org.groundswell.kernel.keeper.deploy;

import com.google.gson.reflect.TypeToken;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.groundswell.kernel.api.keeper.SwapOutcome;
import org.groundswell.kernel.api.keeper.SwapRecord;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.keeper.NodeKeeper;
import org.groundswell.kernel.keeper.RunningJars;
import org.groundswell.kernel.keeper.Swapper;
import org.groundswell.kernel.keeper.features.FeatureFile;
import org.groundswell.kernel.keeper.features.FeatureFiles;
import org.groundswell.kernel.keeper.history.History;
import org.groundswell.kernel.keeper.history.Remembered;
import org.groundswell.kernel.keeper.jars.BundleFile;
import org.groundswell.kernel.keeper.jars.RefusedException;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is dropped into {@code deploy/}. File Install watches the folder and waits until a file does not grow any more;
 * everything else is the keeper's. The ranking lets us see a file before File Install's own handlers do.
 */
@Component(service = {ArtifactInstaller.class, DeployFolder.class}, property = "service.ranking:Integer=1000")
public final class DeployFolder implements ArtifactInstaller {
    private static final Logger LOG = LoggerFactory.getLogger(DeployFolder.class);

    private static final int MOST_FILES = 1_000;
    /** A feature file and the jars it names are copied one after another. */
    private static final long ARRIVAL_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Swapper swapper;
    private final RunningJars running;
    private final History history;
    private final FeatureFiles features;
    /**
     * Bundles by the file they came with; a file and a bundle belong to each other. On the disk: a file that is broken
     * after a restart, and is then deleted, has brought what it had brought before.
     */
    private final Remembered<List<String>> bundles;
    /** Files of which something was refused or went back again. */
    private final Map<String, File> unlucky = new ConcurrentHashMap<>();
    private final Path deploy;
    /** Files that were not there at the last look. */
    private Set<String> missing = Set.of();
    private final Troubles troubles = new Troubles();
    /** Files that lay there when the node started, and were not put in yet. */
    private final Set<String> fromBefore = ConcurrentHashMap.newKeySet();
    private final Arrivals arrivals;

    @Activate
    public DeployFolder(BundleContext context, @Reference NodeKeeper keeper, @Reference History history,
            @Reference FeatureFiles features) {
        this.swapper = keeper.swapper();
        this.running = keeper.jars();
        this.history = history;
        this.features = features;
        NodeFolder node = NodeFolder.of(context);
        this.bundles = new Remembered<>(node.resolve("data/keeper/brought.json"), MOST_FILES,
                new TypeToken<Map<String, List<String>>>() { });
        this.deploy = node.resolve("deploy");
        // What was deleted while the node was down was not put in again either.
        gone().forEach(bundles::remove);
        this.arrivals = new Arrivals(deploy, Arrivals.present(deploy, this::canHandle));
        fromBefore.addAll(arrivals.missing());
        keeper.start().lastsWhile(arrivals::areAwaited);
    }

    /** What lay in the folder when the node started and was not put in yet. */
    Arrivals arrivals() {
        return arrivals;
    }

    /** Why something of a file is not in, by the file's name. */
    Map<String, String> troubles() {
        return troubles.all(name -> Files.notExists(deploy.resolve(name)));
    }

    @Override
    public boolean canHandle(File file) {
        String name = file.getName();
        return !name.startsWith(".") && !name.endsWith(".part") && !name.endsWith(".txt") && !name.endsWith(".md");
    }

    @Override
    public void install(File file) {
        put(file, fromBefore.remove(file.getName()) ? Try.AS_IT_WAS : Try.ANEW);
    }

    /** Written anew, if with the same words. */
    @Override
    public void update(File file) {
        put(file, Try.ANEW);
    }

    /**
     * Tries a feature again, whatever is held against its bundles; what runs stays.
     *
     * @return what became of each bundle that was tried
     */
    List<SwapRecord> again(String name) {
        return put(deploy.resolve(name).toFile(), Try.WANTED).stream().map(CompletableFuture::join).toList();
    }

    @Override
    public void uninstall(File file) {
        features.remove(file.getName());
        unlucky.remove(file.getName());
        troubles.forget(file.getName());
        for (String bundle : bundles.get(file.getName()).orElse(List.of())) {
            swapper.remove(bundle, by(file) + " removed");
        }
        bundles.remove(file.getName());
    }

    /**
     * Takes away what a file has brought that was deleted before File Install saw it in this run. At the second look
     * only: whoever exchanges a file may delete it first.
     */
    void takeAwayWhatIsGone() {
        Set<String> gone = gone();
        gone.stream().filter(missing::contains).map(deploy::resolve).map(Path::toFile).forEach(this::uninstall);
        missing = gone;
    }

    private Set<String> gone() {
        return bundles.all().keySet().stream().filter(name -> !Files.exists(deploy.resolve(name)))
                .collect(Collectors.toSet());
    }

    /** A jar that failed for its settings may have got others since; then it is tried again. */
    void tryAgain() {
        for (File file : List.copyOf(unlucky.values())) {
            try {
                List<BundleFile> jars = file.getName().endsWith(".json")
                        ? features.await(FeatureFile.read(file.toPath()), 0) : List.of(BundleFile.read(file.toPath()));
                if (jars.stream().allMatch(running::mayTry)) {
                    put(file, Try.AS_IT_WAS);
                }
            } catch (RefusedException e) {
                LOG.debug("{} is not tried again: {}", by(file), e.getMessage());
            }
        }
    }

    private synchronized List<CompletableFuture<SwapRecord>> put(File file, Try how) {
        unlucky.remove(file.getName());
        troubles.forget(file.getName());
        try {
            if (file.getName().endsWith(".json")) {
                return putFeature(file, how);
            } else if (!file.getName().endsWith(".jar")) {
                // Taken and refused: what is left to File Install is put in by it, and nobody watches that.
                throw new RefusedException("by its name it is neither a bundle (.jar) nor a feature (.json): give it the"
                        + " name of what it is, or keep it elsewhere");
            } else {
                List<BundleFile> jar = List.of(BundleFile.read(file.toPath()));
                checkOwners(jar, file.getName());
                return put(file, jar, how);
            }
        } catch (RefusedException e) {
            return List.of(refuse(file, e.getMessage()));
        } finally {
            arrivals.arrived(file.getName());
        }
    }

    private List<CompletableFuture<SwapRecord>> putFeature(File file, Try how) throws RefusedException {
        FeatureFile feature = FeatureFile.read(file.toPath());
        List<BundleFile> jars = features.await(feature, ARRIVAL_NANOS);
        checkOwners(jars, file.getName());
        features.configure(file.getName(), feature);
        if (how == Try.ANEW) {
            jars.forEach(jar -> running.forgive(jar, by(file) + " was put in again"));
        }
        return put(file, jars, how);
    }

    /** A new version of a file may bring other bundles than before. */
    private List<CompletableFuture<SwapRecord>> put(File file, List<BundleFile> jars, Try how) {
        var swaps = new ArrayList<CompletableFuture<SwapRecord>>();
        var brought = new ArrayList<String>();
        List<String> before = bundles.get(file.getName()).orElse(List.of());
        for (BundleFile jar : jars) {
            if (how == Try.WANTED && running.runs(jar)) {
                brought.add(jar.symbolicName());
                continue;
            }
            var swap = swapper.swap(jar.path(), by(file), how == Try.WANTED);
            swaps.add(swap);
            swap.thenAccept(record -> note(file, jar, record));
            if (before.contains(jar.symbolicName()) || !isRefused(swap)) {
                brought.add(jar.symbolicName());
            }
        }
        bundles.put(file.getName(), brought);
        before.stream().filter(old -> !brought.contains(old)).forEach(old -> swapper.remove(old, by(file)));
        return swaps;
    }

    /** Only what it was tried with can make the difference; a jar that is refused for what it is stays refused. */
    private void note(File file, BundleFile jar, SwapRecord record) {
        boolean failed = record.outcome() == SwapOutcome.ROLLED_BACK || record.outcome() == SwapOutcome.SET_ASIDE;
        boolean refused = record.outcome() == SwapOutcome.REFUSED || record.outcome() == SwapOutcome.INTERRUPTED;
        if (failed || refused && !running.runs(jar)) {
            troubles.add(file.getName(), jar.symbolicName() + " " + jar.version(), record.reason());
        }
        if (failed || record.outcome() == SwapOutcome.REFUSED && !running.mayTry(jar)) {
            unlucky.put(file.getName(), file);
        }
    }

    private static boolean isRefused(CompletableFuture<SwapRecord> swap) {
        return swap.isDone() && swap.join().outcome() == SwapOutcome.REFUSED;
    }

    private void checkOwners(List<BundleFile> jars, String file) throws RefusedException {
        for (BundleFile jar : jars) {
            for (var other : bundles.all().entrySet()) {
                if (!other.getKey().equals(file) && other.getValue().contains(jar.symbolicName())) {
                    throw new RefusedException("it is bundle " + jar.symbolicName() + ", which came with "
                            + other.getKey() + " already: delete one of the two");
                }
            }
        }
    }

    private CompletableFuture<SwapRecord> refuse(File file, String reason) {
        LOG.error("{} is refused: {}", by(file), reason);
        troubles.add(file.getName(), file.getName(), reason);
        return CompletableFuture.completedFuture(history.note(by(file), file.getName(), "", "", "", SwapOutcome.REFUSED,
                reason));
    }

    private static String by(File file) {
        return "deploy/" + file.getName();
    }
}
