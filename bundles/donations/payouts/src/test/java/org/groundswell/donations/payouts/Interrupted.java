package org.groundswell.donations.payouts;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.LedgerUnavailableException;

/** A ledger that cannot answer one kind of question. */
final class Interrupted {
    private Interrupted() {
    }

    static Ledger by(String question, Ledger ledger) {
        return by(question, ledger, new AtomicBoolean(true));
    }

    /** @param away whether it cannot now */
    static Ledger by(String question, Ledger ledger, AtomicBoolean away) {
        return (Ledger) Proxy.newProxyInstance(Ledger.class.getClassLoader(), new Class<?>[] {Ledger.class},
                (_, method, arguments) -> {
                    if (away.get() && method.getName().equals(question)) {
                        throw new LedgerUnavailableException("it ends in the middle", null);
                    }
                    try {
                        return method.invoke(ledger, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
