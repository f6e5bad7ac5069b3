package org.groundswell.console.tonight;

import static org.junit.Assert.assertEquals;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.groundswell.console.tonight.Streams.Opening;
import org.junit.After;
import org.junit.Test;

public class StreamsTest {
    private final Streams streams = new Streams();

    @After
    public void close() {
        streams.close();
    }

    @Test
    public void onePersonLeavesRoomForOthers() {
        for (int i = 0; i < 10; i++) {
            assertEquals(Opening.OPENED, open("noor"));
        }
        assertEquals(Opening.TOO_MANY_OF_ONE, open("noor"));
        assertEquals(Opening.OPENED, open("omar"));
    }

    private Opening open(String person) {
        var response = fake(HttpServletResponse.class, "getWriter", new PrintWriter(new StringWriter()));
        var async = fake(AsyncContext.class, "getResponse", response);
        var request = (HttpServletRequest) Proxy.newProxyInstance(StreamsTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class}, (_, called, _) -> switch (called.getName()) {
                    case "getRemoteUser" -> person;
                    case "startAsync" -> async;
                    default -> null;
                });
        return streams.open(request, response, Map::of);
    }

    private static <T> T fake(Class<T> type, String method, Object answer) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
                (_, called, _) -> called.getName().equals(method) ? answer : null));
    }
}
