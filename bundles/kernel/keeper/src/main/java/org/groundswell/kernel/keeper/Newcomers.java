package org.groundswell.kernel.keeper;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.groundswell.kernel.api.keeper.SwapOutcome;
import org.groundswell.kernel.api.keeper.SwapRecord;
import org.groundswell.kernel.keeper.history.History;
import org.groundswell.kernel.keeper.jars.BundleFile;
import org.groundswell.kernel.keeper.jars.Installation;
import org.groundswell.kernel.keeper.jars.JarStore;
import org.groundswell.kernel.keeper.jars.RefusedException;
import org.groundswell.kernel.keeper.jars.UnreadableException;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The jars that the node was not shipped with, as they stood when it ended; before what was good comes back. */
public final class Newcomers {
    private static final Logger LOG = LoggerFactory.getLogger(Newcomers.class);
    /** Who provides that takes or keeps gifts; who only asks for it, or listens to it, is not needed for them. */
    private static final Pattern NEEDED = Pattern.compile("<provide\\s+interface=\"(?:"
            + DonorsNeeds.interfaces().stream().map(Pattern::quote).collect(Collectors.joining("|")) + ")\"");

    private final History history;
    private final JarStore store;
    private final Installation installation;
    private final PreviousJars previous;
    private final Refusals refusals;

    Newcomers(History history, JarStore store, Installation installation, PreviousJars previous, Refusals refusals) {
        this.history = history;
        this.store = store;
        this.installation = installation;
        this.previous = previous;
        this.refusals = refusals;
    }

    /**
     * A jar that came after the node was shipped.
     *
     * @param came when this very jar came
     * @param good whether it has proved itself; otherwise it was on trial
     * @param needed whether donors could not give without it
     */
    public record Newcomer(BundleFile jar, String by, Instant came, boolean good, boolean needed) {
        public String name() {
            return jar.symbolicName() + " " + jar.version();
        }
    }

    /** The newest first. */
    public List<Newcomer> all() {
        var all = new ArrayList<Newcomer>();
        history.lastGood().values().forEach(record -> newcomer(record, true).ifPresent(all::add));
        history.onTrial().stream().filter(record -> all.stream().noneMatch(each -> each.jar().sha256()
                .equals(record.sha256()))).forEach(record -> newcomer(record, false).ifPresent(all::add));
        all.sort(Comparator.comparing(Newcomer::came).reversed());
        return all;
    }

    /** It is not put in again by itself. */
    public void setAside(Newcomer newcomer, String reason) {
        BundleFile jar = newcomer.jar();
        history.note("keeper", jar.symbolicName(), jar.version().toString(), "", jar.sha256(), SwapOutcome.SET_ASIDE,
                reason);
        refusals.bar(jar, reason);
    }

    /** As if it had never been set aside. */
    public void bringBack(Runs.Aside aside, String reason) {
        find(aside.sha256()).ifPresent(jar -> {
            refusals.acquit(jar);
            history.note(aside.by(), jar.symbolicName(), "", jar.version().toString(), jar.sha256(), SwapOutcome.GOOD,
                    reason);
        });
    }

    public boolean isBarred(String sha256) {
        return refusals.isBarred(sha256);
    }

    private Optional<Newcomer> newcomer(SwapRecord record, boolean good) {
        return find(record.sha256()).flatMap(jar -> {
            Optional<BundleFile> shipped = shipped(jar);
            return shipped.filter(first -> first.sha256().equals(jar.sha256())).isPresent() ? Optional.empty()
                    : Optional.of(new Newcomer(jar, record.by(), history.came(record), good,
                            shipped.isEmpty() && isNeeded(jar)));
        });
    }

    private Optional<BundleFile> find(String sha256) {
        try {
            return store.find(sha256);
        } catch (UnreadableException e) {
            LOG.warn("A jar cannot be looked at: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<BundleFile> shipped(BundleFile jar) {
        try {
            Optional<Bundle> present = installation.find(jar.symbolicName());
            return present.isPresent() ? previous.shipped(present.get()) : Optional.empty();
        } catch (RefusedException | IOException e) {
            LOG.warn("What {} was shipped as cannot be looked at: {}", jar.symbolicName(), e.getMessage());
            return Optional.empty();
        }
    }

    private static boolean isNeeded(BundleFile jar) {
        try (var file = new JarFile(jar.path().toFile(), false)) {
            for (var entry : file.stream().filter(each -> each.getName().matches("OSGI-INF/[^/]*\\.xml")).toList()) {
                try (InputStream in = file.getInputStream(entry)) {
                    if (NEEDED.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8)).find()) {
                        return true;
                    }
                }
            }
            return false;
        } catch (IOException e) {
            LOG.warn("The components of {} cannot be looked at: {}", jar.symbolicName(), e.toString());
            return true;
        }
    }
}
