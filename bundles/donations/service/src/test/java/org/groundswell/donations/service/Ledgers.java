package org.groundswell.donations.service;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.SQLException;
import org.groundswell.donations.ledger.sqlite.SqliteLedger;
import org.osgi.framework.BundleContext;

/** Ledgers in files, as the node has them. */
public final class Ledgers {

    private Ledgers() {
    }

    private record Config(String file, int maxWaiting, int maxBatch, int readers) implements SqliteLedger.Config {
        @Override
        public Class<? extends Annotation> annotationType() {
            return SqliteLedger.Config.class;
        }
    }

    public static SqliteLedger sqlite(Path file) throws IOException, SQLException {
        var context = (BundleContext) Proxy.newProxyInstance(Ledgers.class.getClassLoader(),
                new Class<?>[] {BundleContext.class}, (proxy, method, arguments) -> null);
        return new SqliteLedger(context, new Config(file.toString(), 10_000, 500, 8));
    }
}
