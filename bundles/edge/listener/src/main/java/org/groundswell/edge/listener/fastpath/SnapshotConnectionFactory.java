package org.groundswell.edge.listener.fastpath;

import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.AbstractConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConnectionFactory;

/** Begins each connection as one for pages; Jetty's HTTP connection comes after it where it is needed. */
public final class SnapshotConnectionFactory extends AbstractConnectionFactory {
    private final ReadyPages pages;
    private final HttpConnectionFactory http;

    public SnapshotConnectionFactory(ReadyPages pages, HttpConnectionFactory http) {
        super("pages");
        this.pages = pages;
        this.http = http;
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
        return configure(new SnapshotConnection(endPoint, connector, pages, http), connector, endPoint);
    }
}
