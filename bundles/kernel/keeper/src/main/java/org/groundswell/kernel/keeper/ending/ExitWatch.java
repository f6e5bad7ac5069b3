package org.groundswell.kernel.keeper.ending;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.keeper.NodeKeeper;
import org.groundswell.kernel.keeper.Swapper;
import org.groundswell.kernel.keeper.jars.RefusedException;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bundle that calls {@code System.exit} would end the node, or hang it: a framework cannot stop a bundle that is
 * about to stop the framework. Java tells the logger {@code java.lang.Runtime} of each exit, on the caller's thread and
 * before anything else happens (see the notes at {@link Runtime#exit}). There the caller is named and kept out from now
 * on, and the process ends at once with a status of its own: whoever watches it starts it again.
 */
@Component(service = ExitWatch.class, immediate = true)
public final class ExitWatch extends Handler {
    private static final Logger LOG = LoggerFactory.getLogger(ExitWatch.class);
    /** {@code runtime/lib/supervise.sh} knows it, too. */
    static final int ENDED_BY_A_BUNDLE = 7;

    private final Swapper swapper;
    private final LastWord lastWord;
    /** Kept: Java forgets a logger that nobody holds, and what was set at it. */
    private final java.util.logging.Logger exits = java.util.logging.Logger.getLogger("java.lang.Runtime");

    @Activate
    public ExitWatch(BundleContext context, @Reference NodeKeeper keeper) {
        this.swapper = keeper.swapper();
        this.lastWord = new LastWord(NodeFolder.of(context));
        exits.setUseParentHandlers(false);
        exits.setLevel(Level.FINE);
        exits.addHandler(this);
    }

    @Deactivate
    void stop() {
        exits.removeHandler(this);
        exits.setLevel(null);
        exits.setUseParentHandlers(true);
    }

    @Override
    public void publish(LogRecord record) {
        List<StackWalker.StackFrame> callers = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> frames.dropWhile(frame -> frame.getDeclaringClass() != Runtime.class)
                        .dropWhile(frame -> frame.getDeclaringClass() == Runtime.class
                                || frame.getDeclaringClass() == System.class).toList());
        for (StackWalker.StackFrame frame : callers) {
            Optional<Bundle> bundle = bundle(frame);
            if (bundle.isPresent() && end(new Call(bundle.get(), frame))) {
                return;
            }
        }
    }

    private record Call(Bundle bundle, StackWalker.StackFrame frame) {
        String sentence() {
            return "it called System.exit at " + frame.toStackTraceElement();
        }
    }

    private static Optional<Bundle> bundle(StackWalker.StackFrame frame) {
        return Optional.ofNullable(FrameworkUtil.getBundle(frame.getDeclaringClass()))
                .filter(bundle -> bundle.getBundleId() != 0);
    }

    /** @return false if it is a bundle of the node's own, which may; then the next caller is looked at */
    private boolean end(Call call) {
        try {
            if (!swapper.condemn(call.bundle(), call.sentence())) {
                return false;
            }
        } catch (RefusedException | IOException | RuntimeException e) {
            LOG.error("{} ends the node, and that it did could not be noted", call.bundle().getSymbolicName(), e);
        }
        String said = "bundle " + call.bundle().getSymbolicName() + " ended the node and is set aside: "
                + call.sentence();
        LOG.error("{}", said);
        System.err.println(said);
        lastWord.leave(said);
        Runtime.getRuntime().halt(ENDED_BY_A_BUNDLE);
        return true;
    }

    @Override
    public void flush() {
        // Nothing is kept back.
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
