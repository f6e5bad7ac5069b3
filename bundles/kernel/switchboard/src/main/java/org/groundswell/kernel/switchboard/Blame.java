package org.groundswell.kernel.switchboard;

import java.lang.ref.WeakReference;
import java.time.DateTimeException;
import org.groundswell.kernel.api.ports.PortUnavailableException;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

/**
 * Whose fault it is when a call throws. What passes several gates on one thread is counted at the first: a servlet
 * does not break because its ledger does.
 */
final class Blame {
    /** What broke last on this thread. Weak: threads outlive providers, and exceptions hold their classes. */
    private final ThreadLocal<WeakReference<Throwable>> broke = new ThreadLocal<>();

    /** What belongs to an interface comes from its api bundle and is an answer; anything else is a mistake. */
    Outcome of(Throwable thrown, Call call, Bundle provider) {
        if (isCounted(thrown) || !isBreak(thrown, call, provider)) {
            return Outcome.ANSWERED;
        }
        if (isAboutArguments(thrown, call) && cameLater(call.consumer(), provider)) {
            return Outcome.MISTAKEN;
        }
        return broken(thrown);
    }

    /** Nothing that leaves a servlet or filter belongs to its interface, except what its visitor has broken. */
    Outcome ofServlet(Throwable thrown) {
        return isCounted(thrown) || DepartedClient.caused(thrown) ? Outcome.ANSWERED : broken(thrown);
    }

    /** Changes whenever something breaks on this thread. */
    Object mark() {
        return broke.get();
    }

    private Outcome broken(Throwable thrown) {
        broke.set(new WeakReference<>(thrown));
        return Outcome.BROKEN;
    }

    private boolean isCounted(Throwable thrown) {
        WeakReference<Throwable> last = broke.get();
        Throwable counted = last == null ? null : last.get();
        for (Throwable each = thrown; counted != null && each != null; each = each.getCause()) {
            if (each == counted) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBreak(Throwable thrown, Call call, Bundle provider) {
        if (thrown instanceof PortUnavailableException) {
            return false;
        }
        if (!(thrown instanceof RuntimeException) && !(thrown instanceof Error)) {
            return !call.declares(thrown);
        }
        Bundle origin = FrameworkUtil.getBundle(thrown.getClass());
        return origin == null || origin.equals(provider);
    }

    private static boolean isAboutArguments(Throwable thrown, Call call) {
        // The last two are numbers and times that are too far away: Instant.MAX has no milliseconds.
        return thrown instanceof IllegalArgumentException || thrown instanceof IndexOutOfBoundsException
                || thrown instanceof ArithmeticException || thrown instanceof DateTimeException
                || thrown instanceof NullPointerException && call.hasNull();
    }

    /** Who came last has brought the trouble; a provider's calls of itself are its own. */
    private static boolean cameLater(Bundle consumer, Bundle provider) {
        return !consumer.equals(provider) && consumer.getLastModified() >= provider.getLastModified();
    }
}
