package org.groundswell.console.access;

import static org.junit.Assert.assertEquals;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.groundswell.edge.api.AdminAddress;
import org.junit.Test;

/** The door with and without its settings. */
public class AdminDoorTest {
    private final AdminDoor door = new AdminDoor();
    private final Map<String, Object> attributes = new HashMap<>();
    private int status;

    @Test
    public void withoutSettingsOnlyAddressesAreThisNode() throws Exception {
        assertEquals(200, get("127.0.0.1:8081"));
        assertEquals(421, get("admin.example"));
        door.bindNames(names("admin.example"));
        assertEquals(200, get("admin.example"));
        assertEquals(421, get("evil.example"));
    }

    /** They are away for a moment whenever they are changed. */
    @Test
    public void namesStayUntilTheNextOnesCome() throws Exception {
        AdminNames first = names("admin.example");
        door.bindNames(first);
        door.unbindNames(first);
        assertEquals(200, get("admin.example"));
        door.bindNames(names("other.example"));
        assertEquals(421, get("admin.example"));
        assertEquals(200, get("other.example"));
    }

    @Test
    public void whatPassesIsMarkedAndNothingElse() throws Exception {
        get("evil.example");
        assertEquals(Map.of(), attributes);
        get("localhost");
        assertEquals(Map.of(AdminAddress.LOOKED_AT, true), attributes);
    }

    private static AdminNames names(String... hosts) {
        return new AdminNames((AdminNames.Config) Proxy.newProxyInstance(AdminDoorTest.class.getClassLoader(),
                new Class<?>[] {AdminNames.Config.class}, (_, _, _) -> hosts));
    }

    private int get(String host) throws Exception {
        var request = (HttpServletRequest) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] {HttpServletRequest.class}, (_, method, arguments) -> switch (method.getName()) {
                    case "getMethod" -> "GET";
                    case "getRequestURI" -> "/metrics";
                    case "getHeaders" -> Collections.enumeration(arguments[0].equals("Host") ? List.of(host) : List.of());
                    case "getParameterMap" -> Map.of();
                    case "getParameterNames" -> Collections.emptyEnumeration();
                    case "isSecure" -> false;
                    case "getContentLength" -> -1;
                    case "getContentLengthLong" -> -1L;
                    case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
                    default -> null;
                });
        var response = (HttpServletResponse) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] {HttpServletResponse.class}, (_, method, arguments) -> {
                    if (method.getName().equals("setStatus")) {
                        status = (int) arguments[0];
                    }
                    return method.getName().equals("getWriter") ? new PrintWriter(new StringWriter()) : null;
                });
        status = 0;
        door.doFilter(request, response, (_, _) -> status = 200);
        return status;
    }
}
