package org.groundswell.console.modules;

import jakarta.servlet.http.Part;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.groundswell.console.testing.FakeFrame;
import org.groundswell.kernel.api.keeper.Keeper;
import org.groundswell.kernel.api.keeper.SwapOutcome;
import org.groundswell.kernel.api.keeper.SwapRecord;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.api.ports.Port;
import org.groundswell.kernel.api.ports.PortStatus;
import org.groundswell.kernel.api.ports.Ports;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;

/** All pages over a framework of four bundles, with a keeper that only remembers what it was asked. */
final class Desk {
    final List<SwapRecord> history = new CopyOnWriteArrayList<>();
    final List<String> asked = new CopyOnWriteArrayList<>();
    final FakeFrame frame = new FakeFrame(ModulesServlet.class);
    final Node node;
    final Features features;
    final ModulesServlet all;
    final ModuleServlet one;
    final ChangeServlet change;
    final UploadServlet upload;
    private final List<Bundle> bundles;

    Desk(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("deploy"));
        Files.createDirectories(folder.resolve("features"));
        Files.writeString(folder.resolve("features/wall.json"), "{\"title\": \"A <wall>\", \"bundles\": []}");
        Files.writeString(folder.resolve("features/node.json"), "{\"bundles\": []}");
        Files.writeString(folder.resolve("features/broken.json"), "[");
        bundles = List.of(bundle(1, "org.groundswell.pages", true, Bundle.ACTIVE), bundle(2, "org.groundswell.ledger", true,
                Bundle.ACTIVE), bundle(3, "org.groundswell.switchboard", true, Bundle.ACTIVE),
                bundle(4, "org.example.library", false, Bundle.RESOLVED), bundle(5, "org.groundswell.wall", true,
                Bundle.RESOLVED));
        var folderOfNode = new NodeFolder(folder);
        Keeper keeper = new ForgetfulKeeper();
        node = new Node(context(), keeper, ports());
        features = new Features(folderOfNode, folder);
        var swaps = new Swaps(folderOfNode, keeper);
        var overview = new Overview(frame, node, features);
        all = new ModulesServlet(overview);
        one = new ModuleServlet(frame, node);
        change = new ChangeServlet(node, features, swaps, frame);
        upload = new UploadServlet(node, features, swaps, frame, overview);
    }

    void note(String bundle, SwapOutcome outcome, String reason) {
        history.add(new SwapRecord(Instant.now(), "console/a.jar", bundle, "1.0.0", "1.0.1", "ab", outcome, reason, 12,
                List.of("org.groundswell.pages")));
    }

    static Part part(String name, byte[] content) {
        return (Part) Proxy.newProxyInstance(Desk.class.getClassLoader(), new Class<?>[] {Part.class},
                (_, called, _) -> switch (called.getName()) {
                    case "getSubmittedFileName" -> name;
                    case "getSize" -> (long) content.length;
                    case "getInputStream" -> new ByteArrayInputStream(content);
                    case "delete" -> null;
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }

    private final class ForgetfulKeeper implements Keeper {
        @Override
        public CompletableFuture<SwapRecord> swap(Path jar, String by) {
            asked.add("swap " + by + " " + Files.isRegularFile(jar));
            return new CompletableFuture<>();
        }

        @Override
        public CompletableFuture<SwapRecord> rollback(String bundle, String by) {
            asked.add("rollback " + bundle + " " + by);
            return new CompletableFuture<>();
        }

        @Override
        public List<String> affected(String bundle) {
            return List.of("org.groundswell.wall");
        }

        @Override
        public List<SwapRecord> history() {
            return List.copyOf(history);
        }

        @Override
        public Duration probation() {
            return Duration.ofSeconds(10);
        }
    }

    private Ports ports() {
        return new Ports() {
            @Override
            public List<PortStatus> list() {
                return List.of(new PortStatus("donations.ledger", List.of("Ledger"), 2, 2, 1234, 1, 2, 0),
                        new PortStatus("wall", List.of("Servlet"), PortStatus.NOBODY, 5, 0, 0, 0, 99));
            }

            @Override
            public boolean isReady(String name) {
                return true;
            }
        };
    }

    private BundleContext context() {
        return (BundleContext) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {BundleContext.class},
                (_, called, arguments) -> switch (called.getName()) {
                    case "getBundles" -> bundles.toArray(Bundle[]::new);
                    case "getBundle" -> bundles.stream().filter(each -> each.getBundleId() == (long) arguments[0])
                            .findFirst().orElse(null);
                    case "getAllServiceReferences" -> new ServiceReference<?>[] {
                        reference(bundles.get(2), Map.of("objectClass", new String[] {"org.groundswell.donations.api.Ledger"},
                                Port.SWITCHED, "donations.ledger", Port.PROVIDER, 2L), bundles.get(0)),
                        reference(bundles.get(0), Map.of("objectClass", new String[] {"jakarta.servlet.Servlet"}), bundles.get(1)),
                        reference(bundles.get(0), Map.of("objectClass", new String[] {"org.groundswell.pages.Inner",
                            "org.groundswell.pages.api.Pages"}), bundles.get(0), bundles.get(1))};
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }

    private static ServiceReference<?> reference(Bundle owner, Map<String, Object> properties, Bundle... users) {
        return (ServiceReference<?>) Proxy.newProxyInstance(Desk.class.getClassLoader(),
                new Class<?>[] {ServiceReference.class}, (_, called, arguments) -> switch (called.getName()) {
                    case "getProperty" -> properties.get(arguments[0]);
                    case "getBundle" -> owner;
                    case "getUsingBundles" -> users;
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }

    private static Bundle bundle(long id, String name, boolean isModule, int state) {
        Dictionary<String, String> headers = new Hashtable<>(new HashMap<>(Map.of("Bundle-Name", "Title of <" + name + ">")));
        if (isModule) {
            headers.put("Service-Component", "OSGI-INF/*.xml");
        }
        return (Bundle) Proxy.newProxyInstance(Desk.class.getClassLoader(), new Class<?>[] {Bundle.class},
                (_, called, _) -> switch (called.getName()) {
                    case "getBundleId" -> id;
                    case "getSymbolicName" -> name;
                    case "getHeaders" -> headers;
                    case "getVersion" -> new Version("1.0.0");
                    case "getState" -> state;
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }
}
