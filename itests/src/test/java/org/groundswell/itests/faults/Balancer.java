package org.groundswell.itests.faults;

import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.groundswell.itests.Await;
import org.groundswell.itests.Page;
import org.groundswell.itests.RuntimeFolder;
import org.groundswell.itests.Visitor;

/**
 * HAProxy before nodes, set up by what stands in docs/three-nodes.md; but without TLS, looking twice as often, and donors go to
 * nodes by turns, for here all have one address.
 */
final class Balancer implements AutoCloseable {
    private static final String PROGRAM = "/usr/sbin/haproxy";
    private static final String PAGE = "three-nodes.md";
    private static final Pattern SERVERS = Pattern.compile("(?m)(?:^    server .* check\\n)+");
    /** By which a test knows how HAProxy sees the nodes. */
    private static final String FIGURES = """
            frontend figures
                bind 127.0.0.1:%d
                stats enable
                stats uri /
            """;

    private final int port = RuntimeFolder.freePort();
    private final int figures = RuntimeFolder.freePort();
    private final Process process;

    /** @param ports of the nodes; one where nobody listens yet is a node that is down */
    Balancer(Path folder, List<Integer> ports) throws IOException {
        if (!Files.isExecutable(Path.of(PROGRAM))) {
            throw new AssertionError("This test needs HAProxy: apt-get install haproxy");
        }
        Files.createDirectories(folder);
        String servers = IntStream.range(0, ports.size())
                .mapToObj(each -> "    server node" + each + " 127.0.0.1:" + ports.get(each) + " check")
                .collect(Collectors.joining("\n", "", "\n"));
        Path settings = Files.writeString(folder.resolve("haproxy.cfg"), settings(servers));
        process = new ProcessBuilder(PROGRAM, "-db", "-f", settings.toString()).redirectErrorStream(true)
                .redirectOutput(folder.resolve("haproxy.log").toFile()).start();
        Await.until("HAProxy answers", () -> !states().isEmpty());
    }

    private String settings(String servers) throws IOException {
        String text = Page.of(PAGE).blocks("haproxy").getFirst();
        text = replaced(text, ":443 ssl crt /etc/haproxy/site.pem alpn h2,http/1.1", "127.0.0.1:" + port);
        text = replaced(text, "X-Forwarded-Proto https", "X-Forwarded-Proto http");
        text = replaced(text, "balance source\n    hash-type consistent", "balance roundrobin");
        text = replaced(text, "inter 1s", "inter 500ms");
        return SERVERS.matcher(text).replaceAll(servers) + FIGURES.formatted(figures);
    }

    /** Whoever changes that line of the page looks here. */
    private static String replaced(String text, String line, String other) {
        assertTrue("docs/" + PAGE + " has no line with '" + line + "' any more", text.contains(line));
        return text.replace(line, other);
    }

    int port() {
        return port;
    }

    /** Returns when it leads visitors and donors to so many nodes, and is certain of it. */
    void awaitNodes(int number) {
        Await.until(number + " nodes take visitors and gifts", () -> {
            List<String> states = states();
            return states.stream().filter(each -> each.equals("UP")).count() == 2L * number
                    && states.stream().noneMatch(each -> each.contains("/"));
        });
    }

    /** Returns when it leads nobody to this node any more. */
    void awaitDown(int node) {
        Await.until("node " + node + " is left out", () -> {
            List<String> states = states();
            return states.get(node).startsWith("DOWN") && states.get(node + states.size() / 2).startsWith("DOWN");
        });
    }

    /** Of each node for pages, then of each for gifts, in HAProxy's words: UP, DOWN, and between them as "DOWN 1/2". */
    private List<String> states() throws IOException, InterruptedException {
        return new Visitor("http://127.0.0.1:" + figures).get("/;csv").body().lines()
                .filter(each -> each.matches("(nodes|givers),node\\d.*")).map(each -> each.split(",")[17]).toList();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
