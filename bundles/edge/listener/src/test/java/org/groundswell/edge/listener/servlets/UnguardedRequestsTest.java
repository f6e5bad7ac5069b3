package org.groundswell.edge.listener.servlets;

import static org.junit.Assert.assertEquals;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.groundswell.edge.api.AdminAddress;
import org.groundswell.edge.api.PublicServlet;
import org.junit.Test;

public class UnguardedRequestsTest {
    private final List<Integer> answered = new ArrayList<>();

    @Test
    public void onlyWhatAGuardHasSeenOrAVisitorAskedGoesOn() throws Exception {
        assertEquals(200, statusWith(AdminAddress.LOOKED_AT));
        assertEquals(200, statusWith(PublicServlet.CAME_IN_PUBLIC));
        assertEquals(503, statusWith("org.groundswell.another"));
    }

    /** @param attribute the only one that the request has */
    private int statusWith(String attribute) throws Exception {
        var request = (HttpServletRequest) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] {HttpServletRequest.class}, (_, method, arguments) ->
                        method.getName().equals("getAttribute") && arguments[0].equals(attribute) ? Boolean.TRUE : null);
        var response = (HttpServletResponse) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] {HttpServletResponse.class}, (_, method, arguments) -> {
                    if (method.getName().equals("setStatus")) {
                        answered.add((int) arguments[0]);
                    }
                    return null;
                });
        new UnguardedRequests().doFilter(request, response, (_, _) -> answered.add(200));
        return answered.removeLast();
    }
}
