package org.groundswell.payments.sandbox;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.api.node.Secret;
import org.junit.After;

/** The same gateway over HTTP, as a process of its own is asked. */
public class DistantContractTest extends SandboxContractTest {
    private GatewayServer server;
    private DistantGateway asked;

    @Override
    Gateway asked(Sandbox sandbox, Clock clock) throws Exception {
        server = new GatewayServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), sandbox);
        server.start();
        Path node = folder.getRoot().toPath();
        asked = new DistantGateway("http://127.0.0.1:" + server.port(), Secret.named("key", "file:" + KeyFile.in(node),
                new NodeFolder(node)), Duration.ofSeconds(10), clock);
        return asked;
    }

    @After
    public void end() throws Exception {
        asked.close();
        server.close();
    }
}
