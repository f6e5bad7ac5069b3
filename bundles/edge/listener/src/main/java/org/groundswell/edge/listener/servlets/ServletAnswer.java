package org.groundswell.edge.listener.servlets;

import java.util.function.IntFunction;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.groundswell.edge.api.requests.RequestObserver.Kind;

/**
 * What the answer of a servlet counts as, by its status: neither a probe nor what a start asks to come again tells how
 * visitors fare.
 *
 * @param early whether the node was starting when the request came
 */
public record ServletAnswer(boolean probe, boolean early) implements IntFunction<Kind> {

    public static ServletAnswer to(Request request, NodeStart start) {
        return new ServletAnswer(Probes.isProbe(request), !start.isOver());
    }

    @Override
    public Kind apply(int status) {
        if (probe) {
            return Kind.PROBE;
        }
        return early && status == HttpStatus.SERVICE_UNAVAILABLE_503 ? Kind.START : Kind.SERVLET;
    }
}
