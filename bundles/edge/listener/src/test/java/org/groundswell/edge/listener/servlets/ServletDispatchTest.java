package org.groundswell.edge.listener.servlets;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.groundswell.edge.listener.budgets.Await;
import org.groundswell.edge.listener.budgets.Budget;
import org.groundswell.edge.listener.budgets.SlowReaders;
import org.groundswell.edge.listener.handover.Onward;
import org.groundswell.edge.listener.handover.ServletDoor;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

public class ServletDispatchTest {
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final ServletDoor door = new ServletDoor();
    private ServerSocket successor;

    @Before
    public void start() throws Exception {
        successor = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        door.sendOn(new Onward(successor.getLocalPort(), "secret"));
        server.addConnector(connector);
        server.setHandler(new ServletDispatch(new ServletPort(), null, door, new Budget(1, 1),
                new SlowReaders(Long.MAX_VALUE, Long.MAX_VALUE, System::nanoTime, _ -> { })));
        server.start();
    }

    @After
    public void stop() throws Exception {
        server.stop();
        successor.close();
    }

    @Test
    public void whoIsSentOnIsAnsweredWhateverTheOtherProcessSays() throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            for (int i = 0; i < 2; i++) {
                Thread.ofVirtual().start(this::talkNonsense);
                var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/donate"))
                        .timeout(Duration.ofSeconds(60)).build();
                assertEquals("asked to come again", 503, client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode());
            }
        }
    }

    @Test
    public void whoFindsOneOnTrialGoneWaitsForWhoAnswersAndKeepsWhatItSaid() throws Exception {
        door.tryOut(new Onward(unused(), "secret"));
        var heard = new CompletableFuture<String>();
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.sendAsync(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + connector.getLocalPort()
                    + "/donations")).timeout(Duration.ofSeconds(60)).POST(HttpRequest.BodyPublishers.ofString("amount=5"))
                    .build(), HttpResponse.BodyHandlers.ofString());
            Await.until("it is doubted", door::isHeld);
            assertTrue("and nobody is left on the way", door.hold(Duration.ofSeconds(60)));
            Thread.ofVirtual().start(() -> hear(heard));
            door.sendOn(new Onward(successor.getLocalPort(), "secret"));
            assertTrue(heard.get(60, TimeUnit.SECONDS), heard.join().endsWith("amount=5"));
            assertEquals(204, answer.get(60, TimeUnit.SECONDS).statusCode());
        }
    }

    private void hear(CompletableFuture<String> heard) {
        try (Socket accepted = successor.accept()) {
            var text = new StringBuilder();
            while (!text.toString().endsWith("amount=5")) {
                text.append((char) accepted.getInputStream().read());
            }
            heard.complete(text.toString());
            accepted.getOutputStream().write("HTTP/1.0 204 No Content\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            heard.completeExceptionally(e);
        }
    }

    private static int unused() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void talkNonsense() {
        try (Socket accepted = successor.accept()) {
            accepted.getOutputStream().write("HTTP/1.0 nonsense\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            // Until the other side has read it.
            accepted.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
