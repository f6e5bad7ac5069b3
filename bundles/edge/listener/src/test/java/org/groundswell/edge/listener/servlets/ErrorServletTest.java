package org.groundswell.edge.listener.servlets;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.groundswell.edge.api.Caching;
import org.groundswell.edge.api.PublicServlet;
import org.groundswell.edge.api.snapshots.Snapshot;
import org.groundswell.edge.api.snapshots.SnapshotSet;
import org.groundswell.edge.listener.published.SnapshotStore;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.BundleContext;

public class ErrorServletTest {
    private static final SnapshotSet SITE = new SnapshotSet(List.of(Snapshot.of("/en/donate", "text/html",
            Caching.REVALIDATE, "Give".getBytes(StandardCharsets.UTF_8))), List.of("en"), Map.of(), Map.of());

    private final Map<String, Object> attributes = new HashMap<>();
    private final Map<String, Object> said = new HashMap<>();
    private final SnapshotStore store = new SnapshotStore(fake(BundleContext.class, (_, _) -> null), Map.of());

    @Before
    public void publish() {
        store.publish("pages", SITE);
    }

    @After
    public void stop() {
        store.stop();
    }

    @Test
    public void whoeverLeftTheLanguageOutIsSentOnWhereNobodyHasThePath() throws Exception {
        ask(DispatcherType.REQUEST);
        assertEquals("/en/donate?amount=5", said.get("Location"));
        attributes.put(RequestDispatcher.ERROR_STATUS_CODE, 404);
        attributes.put(PublicServlet.NOT_MINE, true);
        said.clear();
        ask(DispatcherType.ERROR);
        assertEquals("/en/donate?amount=5", said.get("Location"));
        assertEquals(302, said.get("setStatus"));
    }

    /** An integrator's, at the very path: what it does not find is not found. */
    @Test
    public void whatAnotherServletGaveUpIsSaidAsItIs() throws Exception {
        attributes.put(RequestDispatcher.ERROR_STATUS_CODE, 404);
        ask(DispatcherType.ERROR);
        assertEquals(404, said.get("setStatus"));
        attributes.put(PublicServlet.NOT_MINE, true);
        attributes.put(RequestDispatcher.ERROR_STATUS_CODE, 503);
        ask(DispatcherType.ERROR);
        assertEquals(503, said.get("setStatus"));
        assertNull(said.get("Location"));
    }

    private void ask(DispatcherType type) throws Exception {
        new ErrorServlet(store, new ServletPort(), Started.with(store)).service(
                fake(HttpServletRequest.class, (name, arguments) -> switch (name) {
                    case "getDispatcherType" -> type;
                    case "getAttribute" -> attributes.get((String) arguments[0]);
                    case "getMethod" -> "GET";
                    case "getRequestURI" -> "/public/donate";
                    case "getContextPath" -> "/public";
                    case "getQueryString" -> "amount=5";
                    default -> null;
                }), fake(HttpServletResponse.class, (name, arguments) -> switch (name) {
                    case "setHeader" -> said.put((String) arguments[0], arguments[1]);
                    case "setStatus" -> said.put(name, arguments[0]);
                    case "getWriter" -> new PrintWriter(new StringWriter());
                    default -> null;
                }));
    }

    private interface Answers {
        Object of(String name, Object[] arguments);
    }

    private static <T> T fake(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
                (_, method, arguments) -> {
                    Object answer = answers.of(method.getName(), arguments);
                    return method.getReturnType() == void.class ? null : answer;
                }));
    }
}
