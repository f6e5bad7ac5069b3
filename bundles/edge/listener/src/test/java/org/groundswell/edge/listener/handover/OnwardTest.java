package org.groundswell.edge.listener.handover;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.groundswell.edge.listener.callers.ForwardedRequests;
import org.groundswell.edge.listener.callers.VisitorAddress;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** A request that came to one process is answered by the other, as if it had come there. */
public class OnwardTest {
    private static final String SECRET = "0123456789abcdef";
    private Server before;
    private Server after;
    private HttpClient client;

    @Before
    public void start() throws Exception {
        after = server(new Echo(), new OnwardRequests(SECRET));
        var onward = new Onward(port(after), SECRET);
        before = server(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                response.getHeaders().put("X-Before", "of the one that has left");
                if (request.getHttpURI().getPath().equals("/last")) {
                    response.getHeaders().put("Connection", "close");
                }
                onward.pass(request, Content.Source.asByteBuffer(request), response);
                callback.succeeded();
                return true;
            }
        }, new ForwardedRequests(new VisitorAddress("X-Forwarded-For", 1)));
        client = HttpClient.newHttpClient();
    }

    @After
    public void stop() throws Exception {
        client.close();
        before.stop();
        after.stop();
    }

    @Test
    public void methodPathBodyVisitorAndSchemeAreTheSame() throws Exception {
        HttpResponse<String> answer = client.send(HttpRequest.newBuilder(at(before, "/donations?a=b%20c"))
                .header("X-Forwarded-For", "192.0.2.7").header("X-Forwarded-Proto", "https")
                .POST(HttpRequest.BodyPublishers.ofString("amount=5")).build(), HttpResponse.BodyHandlers.ofString());
        assertEquals(303, answer.statusCode());
        assertEquals("POST /donations?a=b%20c https 192.0.2.7 true amount=5", answer.body());
        assertEquals(List.of("one=1", "two=2"), answer.headers().allValues("set-cookie"));
        assertEquals("a browser that has to come anew has a handshake before it", List.of(),
                answer.headers().allValues("connection"));
        assertTrue("what it would have said is of no use", answer.headers().allValues("x-before").isEmpty());
    }

    @Test
    public void theLastAnswerOfAConnectionSaysSo() throws Exception {
        HttpResponse<String> answer = client.send(HttpRequest.newBuilder(at(before, "/last")).build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(List.of("close"), answer.headers().allValues("connection"));
    }

    @Test
    public void aHeadHasNoBody() throws Exception {
        HttpResponse<String> answer = client.send(HttpRequest.newBuilder(at(before, "/result")).HEAD().build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(303, answer.statusCode());
        assertEquals("", answer.body());
    }

    @Test
    public void nobodyElseMaySayWhoTheVisitorIs() throws Exception {
        for (String secret : List.of("", "wrong")) {
            var request = HttpRequest.newBuilder(at(after, "/result")).header("Groundswell-Visitor", "192.0.2.7");
            if (!secret.isEmpty()) {
                request.header("Groundswell-Onward", secret);
            }
            assertEquals(400, client.send(request.build(), HttpResponse.BodyHandlers.ofString()).statusCode());
        }
    }

    private static Server server(Handler handler, HttpConfiguration.Customizer customizer) throws Exception {
        var server = new Server();
        var http = new HttpConfiguration();
        http.addCustomizer(customizer);
        server.addConnector(new ServerConnector(server, 1, 1, new HttpConnectionFactory(http)));
        server.setHandler(handler);
        server.start();
        return server;
    }

    private static int port(Server server) {
        return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    }

    private static URI at(Server server, String path) {
        return URI.create("http://127.0.0.1:" + port(server) + path);
    }

    private static final class Echo extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            response.setStatus(303);
            response.getHeaders().add("Set-Cookie", "one=1");
            response.getHeaders().add("Set-Cookie", "two=2");
            String said = request.getMethod() + " " + request.getHttpURI().getPathQuery() + " "
                    + request.getHttpURI().getScheme() + " " + Request.getRemoteAddr(request) + " " + request.isSecure()
                    + " " + Content.Source.asString(request);
            Content.Sink.write(response, true, said, callback);
            return true;
        }
    }
}
