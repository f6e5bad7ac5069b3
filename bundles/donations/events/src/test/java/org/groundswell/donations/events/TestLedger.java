package org.groundswell.donations.events;

import java.lang.reflect.Proxy;
import java.util.function.BiFunction;
import org.groundswell.donations.api.EntryPage;
import org.groundswell.donations.api.Ledger;

/** A ledger that can only be read on. */
final class TestLedger {
    private TestLedger() {
    }

    static Ledger of(BiFunction<String, Integer, EntryPage> pages) {
        return (Ledger) Proxy.newProxyInstance(TestLedger.class.getClassLoader(), new Class<?>[] {Ledger.class},
                (self, method, arguments) -> {
                    if (method.getName().equals("entriesAfter")) {
                        return pages.apply((String) arguments[0], (Integer) arguments[1]);
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }
}
