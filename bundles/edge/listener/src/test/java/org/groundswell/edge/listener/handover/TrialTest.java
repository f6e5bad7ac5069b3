package org.groundswell.edge.listener.handover;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.groundswell.edge.listener.budgets.Await;
import org.groundswell.edge.listener.budgets.Loopback;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** A successor, judged by what it says of itself and by how it answers. */
public class TrialTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(600);
    private static final Duration SOON = Duration.ofMillis(300);

    private final ServletDoor door = new ServletDoor();
    private final Server successor = new Server();
    private volatile int fitness = 200;
    private volatile int answer = 200;
    private Onward onward;

    @Before
    public void start() throws Exception {
        ServerConnector port = OnwardPort.of(successor, "secret");
        successor.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                response.setStatus(request.getHttpURI().getPath().equals("/readyz/give") ? fitness : answer);
                response.write(true, ByteBuffer.allocate(0), callback);
                return true;
            }
        });
        successor.start();
        onward = new Onward(port.getLocalPort(), "secret");
    }

    @After
    public void stop() throws Exception {
        successor.stop();
    }

    @Test
    public void oneThatIsFitAndAnswersHasPassed() throws Exception {
        assertEquals(Optional.empty(), new Trial(door, onward).verdict(SHORT));
        assertSame("whoever comes is sent on", onward, door.enter());
    }

    @Test
    public void oneThatIsNotFitForAMomentIsWaitedFor() throws Exception {
        fitness = 503;
        var verdict = verdict(new Trial(door, onward), Duration.ZERO);
        Await.until("it has been asked", () -> !door.isOpen());
        fitness = 200;
        assertEquals(Optional.empty(), verdict.get(60, TimeUnit.SECONDS));
    }

    @Test
    public void oneThatStaysUnfitHasNotPassed() throws Exception {
        fitness = 503;
        String against = new Trial(door, onward, SOON).verdict(LONG).orElseThrow();
        assertTrue(against, against.contains("no longer fit to take gifts") && against.contains("503"));
    }

    @Test
    public void oneThatAnswersWithErrorsHasNotPassed() throws Exception {
        answer = 500;
        var verdict = verdict(new Trial(door, onward), LONG);
        var site = new Loopback(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                onward.pass(request, ByteBuffer.allocate(0), response);
                callback.succeeded();
                return true;
            }
        });
        for (int i = 0; i < 3; i++) {
            String told = site.ask("127.0.0.1", "GET /donations HTTP/1.0\r\nHost: site\r\n\r\n");
            assertTrue(told, told.contains(" 500 "));
        }
        assertTrue(verdict.get(60, TimeUnit.SECONDS).orElseThrow().contains("3 of 3 requests with an error"));
        site.stop();
    }

    @Test
    public void oneThatEndsHasNotPassedAndNobodyIsSentToItAnyMore() throws Exception {
        var verdict = verdict(new Trial(door, onward), LONG);
        Await.until("it is on trial", () -> !door.isOpen());
        successor.stop();
        assertTrue(door.doubt(onward));
        assertTrue(verdict.get(60, TimeUnit.SECONDS).isPresent());
        assertTrue("they wait", door.isHeld());
    }

    @Test
    public void oneThatHasTakenOverIsNotDoubted() {
        door.sendOn(onward);
        assertFalse(door.doubt(onward));
        assertFalse(door.isHeld());
    }

    private static CompletableFuture<Optional<String>> verdict(Trial trial, Duration length) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return trial.verdict(length);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }
}
