package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * Bundles that want to be told, and are slow: nobody waits for them. A visitor's patience is 20 seconds, they wait until
 * they are interrupted.
 */
public class EventsIT {
    private static final String SLEEP = """
            try {
                new java.util.concurrent.CountDownLatch(1).await();
            } catch (InterruptedException e) {
                System.out.println(getClass().getSimpleName() + " was woken");
            }
            """;
    private static final String LEDGER_LISTENER = """
            package org.example.sleeper;

            import java.util.List;
            import org.groundswell.donations.api.Entry;
            import org.groundswell.donations.api.LedgerListener;
            import org.osgi.service.component.annotations.Component;

            @Component
            public class Sleeper implements LedgerListener {
                @Override
                public void committed(List<Entry> entries) {
                    %s
                }
            }
            """.formatted(SLEEP);
    private static final String REQUEST_OBSERVER = """
            package org.example.dozer;

            import java.net.InetAddress;
            import org.groundswell.edge.api.requests.RequestObserver;
            import org.osgi.service.component.annotations.Component;

            @Component
            public class Dozer implements RequestObserver {
                @Override
                public void answered(Kind kind, int status, long nanos, InetAddress client, String agent) {
                    %s
                }
            }
            """.formatted(SLEEP);

    /** Says of itself nothing at all. */
    private static final String PAYMENT_PROVIDER = """
            package org.example.napper;

            import java.lang.reflect.Proxy;
            import org.groundswell.payments.api.PaymentProvider;
            import org.osgi.framework.BundleActivator;
            import org.osgi.framework.BundleContext;

            public class Napper implements BundleActivator {
                @Override
                public void start(BundleContext context) {
                    var provider = (PaymentProvider) Proxy.newProxyInstance(getClass().getClassLoader(),
                            new Class<?>[] {PaymentProvider.class}, (self, method, arguments) ->
                            switch (method.getName()) {
                                case "hashCode" -> 1;
                                case "equals" -> self == arguments[0];
                                case "toString" -> "napper";
                                default -> sleep();
                            });
                    var properties = new java.util.Hashtable<String, Object>();
                    properties.put(PaymentProvider.NAME, "napper");
                    properties.put("service.ranking", 1000);
                    context.registerService(PaymentProvider.class, provider, properties);
                }
                @Override
                public void stop(BundleContext context) {
                }
                private Object sleep() {
                    %s
                    throw new IllegalStateException("no nap");
                }
            }
            """.formatted(SLEEP);

    @ClassRule
    public static final SharedNode NODE = new SharedNode("events",
            Map.of("org.groundswell.kernel.keeper", List.of("probationMillis = 1500")));
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final Node node = NODE.node();
    private final Visitor visitor = node.visitor();

    @Test
    public void aLedgerListenerThatSleepsKeepsNoDonorWaiting() throws Exception {
        Path jar = deployed(LEDGER_LISTENER);
        long before = node.settledTotal();
        for (int i = 0; i < 3; i++) {
            assertTrue(visitor.give("5", "Awake", "pay").body().contains("Thank you!"));
        }
        Await.until("pages say so, too", () -> visitor.raised() == before + 1500);
        Await.until("health names it", () -> health().contains("org.example.sleeper"));
        Files.delete(jar);
        Await.until("its thread ends with it", () -> node.outputText().contains("Sleeper was woken"));
        Await.until("health does not name it any more", () -> !health().contains("org.example.sleeper"));
    }

    @Test
    public void aRequestObserverThatSleepsKeepsNoVisitorWaiting() throws Exception {
        Path jar = deployed(REQUEST_OBSERVER);
        for (int i = 0; i < 20; i++) {
            // Each on a connection of its own, and with a query on Jetty's way.
            assertEquals(200, node.visitor().get(i % 2 == 0 ? "/en/" : "/en/?q=1").status());
        }
        assertTrue(visitor.give("5", "Awake", "pay").body().contains("Thank you!"));
        Await.until("health names it", () -> health().contains("org.example.dozer"));
        Files.delete(jar);
        Await.until("its thread ends with it", () -> node.outputText().contains("Dozer was woken"));
    }

    @Test
    public void aPaymentProviderThatSleepsTakesNoOtherAlong() throws Exception {
        Path jar = deployed(PAYMENT_PROVIDER, Map.of("Bundle-Activator", "org.example.napper.Napper"));
        for (int i = 0; i < 3; i++) {
            assertTrue(visitor.give("5", "Awake", "pay").body().contains("Thank you!"));
        }
        Await.until("health names it", () -> health().contains("napper"));
        Files.delete(jar);
        Await.until("it is gone", () -> !health().contains("napper"));
    }

    private String health() throws Exception {
        return node.admin().get("/readyz/give").body();
    }

    private Path deployed(String source) throws Exception {
        return deployed(source, Map.of());
    }

    private Path deployed(String source, Map<String, String> headers) throws Exception {
        Path built = TestBundle.build(folder.getRoot().toPath(), source, headers);
        String name = built.getFileName().toString().replace(".jar", "");
        var log = new SwapLog(node);
        Path jar = TestBundle.deploy(node, built);
        log.await(name, "GOOD");
        return jar;
    }
}
