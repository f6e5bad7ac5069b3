package org.groundswell.itests.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.groundswell.itests.Await;
import org.groundswell.itests.RuntimeFolder;
import org.groundswell.itests.Visitor;

/** HAProxy before nodes, set up as docs/three-nodes.md says; but donors go to nodes by turns, for here all have one address. */
final class Balancer implements AutoCloseable {
    private static final String PROGRAM = "/usr/sbin/haproxy";
    private static final String SETTINGS = """
            defaults
                mode http
                timeout connect 2s
                timeout client 60s
                timeout server 20s
                timeout check 5s
                retries 3
                option redispatch
                retry-on conn-failure empty-response
            frontend site
                bind 127.0.0.1:%d
                http-request disable-l7-retry if METH_POST
                http-request set-header X-Forwarded-For %%[src]
                http-request set-header X-Forwarded-Proto http
                http-request set-header X-Forwarded-Host %%[req.hdr(host)]
                acl giving path_beg /donations /payments/
                acl giving path /wait /canceled /monthly
                acl giving path_end /donate /thanks /sorry
                use_backend givers if giving { nbsrv(givers) gt 0 }
                default_backend nodes
            backend nodes
                balance roundrobin
                option httpchk GET /readyz
                default-server inter 500ms fall 2 rise 2
            %s
            backend givers
                balance roundrobin
                option httpchk GET /readyz/give
                default-server inter 500ms fall 2 rise 2
            %s
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
                .collect(Collectors.joining("\n"));
        Path settings = Files.writeString(folder.resolve("haproxy.cfg"), SETTINGS.formatted(port, servers, servers, figures));
        process = new ProcessBuilder(PROGRAM, "-db", "-f", settings.toString()).redirectErrorStream(true)
                .redirectOutput(folder.resolve("haproxy.log").toFile()).start();
        Await.until("HAProxy answers", () -> !states().isEmpty());
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
