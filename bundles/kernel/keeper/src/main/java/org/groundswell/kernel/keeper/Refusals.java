package org.groundswell.kernel.keeper;

import com.google.gson.reflect.TypeToken;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.groundswell.kernel.api.keeper.SwapOutcome;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.keeper.features.JarSettings;
import org.groundswell.kernel.keeper.history.History;
import org.groundswell.kernel.keeper.history.Remembered;
import org.groundswell.kernel.keeper.jars.BundleFile;

/**
 * Whether a jar may be tried by itself: not one that did not prove itself, as long as it is the same jar with the same
 * settings. What has changed may make it well. A jar that was good with the settings it has is innocent: a node that
 * ends says nothing against it, and if it does not come up once it is tried again, later each time. Thread-safe.
 */
final class Refusals {
    private static final int MOST = 500;
    private static final TypeToken<Map<String, String>> TABLE = new TypeToken<>() { };
    private static final int FIRST_PAUSE_MILLIS = 5_000;

    private final History history;
    private final JarSettings settings;
    private final InstantSource clock;
    /** The settings with which each jar was tried last, by its checksum. */
    private final Remembered<String> tried;
    /** The settings with which each jar was good last. */
    private final Remembered<String> good;
    /** Why a jar waits for a person, or for another jar or other settings, whatever becomes of the node. */
    private final Remembered<String> barred;
    /** What was kept out in this run, or did not prove itself in it, by checksum. */
    private final Map<String, BundleFile> keptOut = new ConcurrentHashMap<>();
    private final Set<String> triedNow = ConcurrentHashMap.newKeySet();
    private volatile boolean anotherTry;

    Refusals(History history, NodeFolder node, Path folder, InstantSource clock) {
        this.history = history;
        this.settings = new JarSettings(node);
        this.clock = clock;
        this.tried = new Remembered<>(folder.resolve("tried.json"), MOST, TABLE);
        this.good = new Remembered<>(folder.resolve("good.json"), MOST, TABLE);
        this.barred = new Remembered<>(folder.resolve("barred.json"), MOST, TABLE);
    }

    void nowTried(BundleFile jar) {
        tried.put(jar.sha256(), settings.fingerprint(jar));
        barred.remove(jar.sha256());
        triedNow.add(jar.sha256());
    }

    /** Somebody has restarted the node, in the hope that it does well now: each jar may be tried once. */
    void giveAnotherTry() {
        anotherTry = true;
    }

    /** It has proved itself with the settings with which it was tried. */
    void nowGood(BundleFile jar) {
        keptOut.remove(jar.sha256());
        tried.get(jar.sha256()).ifPresent(with -> good.put(jar.sha256(), with));
    }

    /** It went back again, or was set aside. */
    void nowFailed(BundleFile jar) {
        keptOut.put(jar.sha256(), jar);
    }

    /** It runs well with settings that it got after it was tried. */
    void nowGoodAsConfigured(BundleFile jar) {
        tried.put(jar.sha256(), settings.fingerprint(jar));
        nowGood(jar);
    }

    /** It was, and is not any more. */
    void notGood(BundleFile jar) {
        good.remove(jar.sha256());
    }

    /** It is not tried again just because the node has run well without it. */
    void bar(BundleFile jar, String reason) {
        notGood(jar);
        tried.put(jar.sha256(), settings.fingerprint(jar));
        barred.put(jar.sha256(), reason);
    }

    /** What was held against it was not its doing; it is as good as it was. */
    void acquit(BundleFile jar) {
        barred.remove(jar.sha256());
        nowGood(jar);
    }

    boolean isBarred(String sha256) {
        return barred.get(sha256).isPresent();
    }

    /** Whether it was good with the very settings that it has now. */
    boolean isProven(BundleFile jar) {
        return good.get(jar.sha256()).map(settings.fingerprint(jar)::equals).orElse(false);
    }

    /** Why this jar should not be tried again by itself; nothing where it may. */
    Optional<String> objection(BundleFile jar) {
        String now = settings.fingerprint(jar);
        Optional<String> objection = tried.get(jar.sha256()).map(now::equals).orElse(true) ? sameAgain(jar)
                : Optional.empty();
        objection.ifPresent(reason -> keptOut.put(jar.sha256(), jar));
        return objection;
    }

    private Optional<String> sameAgain(BundleFile jar) {
        String sha256 = jar.sha256();
        Optional<String> bar = barred.get(sha256);
        if (bar.isEmpty() && anotherTry && !triedNow.contains(sha256)) {
            return Optional.empty();
        }
        return bar.isPresent() ? bar : isProven(jar) ? tooSoon(sha256) : history.objection(sha256);
    }

    private Optional<String> tooSoon(String sha256) {
        return history.failure(sha256).flatMap(failure -> {
            Instant next = failure.at().plus(Duration.ofNanos(Backoff.nanos(FIRST_PAUSE_MILLIS,
                    history.failures(sha256) - 1)));
            return clock.instant().isBefore(next)
                    ? Optional.of(History.sentence(failure) + "; it was good before, and is tried again at " + next)
                    : Optional.empty();
        });
    }

    /** The node has run to an end that somebody wanted: what was kept out of it gets another try at the next start. */
    void endedWell() {
        keptOut.values().forEach(jar -> forgive(jar, "the node has ended as somebody wanted; it is tried again at the next start"));
        keptOut.clear();
    }

    /** What it did when it was tried last is not held against it any more, unless it waits for more than that. */
    void forgive(BundleFile jar, String reason) {
        if (!isProven(jar) && !isBarred(jar.sha256()) && history.objection(jar.sha256()).isPresent()) {
            history.note("keeper", jar.symbolicName(), "", jar.version().toString(), jar.sha256(), SwapOutcome.INTERRUPTED,
                    reason);
        }
    }
}
