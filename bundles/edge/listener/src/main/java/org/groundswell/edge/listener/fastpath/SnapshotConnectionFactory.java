package org.groundswell.edge.listener.fastpath;

import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.AbstractConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.groundswell.edge.listener.budgets.Budget;
import org.groundswell.edge.listener.budgets.TurnLine;

/** Begins each connection as one for pages; Jetty's HTTP connection comes after it where it is needed. */
public final class SnapshotConnectionFactory extends AbstractConnectionFactory {
    private final ReadyPages pages;
    private final HttpConnectionFactory http;
    private final Budget held;
    private final TurnLine line;

    /**
     * @param held what connections may keep of requests that are still coming, or wait
     * @param line where connections wait for their next turn
     */
    public SnapshotConnectionFactory(ReadyPages pages, HttpConnectionFactory http, Budget held, TurnLine line) {
        super("pages");
        this.pages = pages;
        this.http = http;
        this.held = held;
        this.line = line;
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
        return configure(new SnapshotConnection(endPoint, connector, pages, http, held, line), connector, endPoint);
    }
}
