package org.groundswell.edge.listener.budgets;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.groundswell.edge.http1.StrictHttp1;

/**
 * Lets nobody's many requests stand before everybody else's: the first ones that come at once on a connection are
 * answered by the thread that reads them, the rest when others had their turn.
 */
public final class Turns extends Handler.Wrapper {
    private final TurnLine line;

    /** @param line where requests wait */
    public Turns(Handler next, TurnLine line) {
        super(next);
        this.line = line;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Connection connection = request.getConnectionMetaData().getConnection();
        if (!StrictHttp1.isTurnOver(connection) && !Http2Holdings.isTurnOver(connection)) {
            return super.handle(request, response, callback);
        }
        line.add(request.getConnectionMetaData().getRemoteSocketAddress(), () -> goOn(request, response, callback));
        return true;
    }

    private void goOn(Request request, Response response, Callback callback) {
        try {
            if (!super.handle(request, response, callback)) {
                Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
            }
        } catch (Exception e) {
            Response.writeError(request, response, callback, e);
        }
    }
}
