package org.groundswell.edge.listener;

import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.AbstractConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConnectionFactory;

/** Begins each connection as one for pages; Jetty's HTTP connection comes after it where it is needed. */
final class SnapshotConnectionFactory extends AbstractConnectionFactory {
    private final ReadyPages pages;
    private final HttpConnectionFactory http;
    private Connector connector;

    SnapshotConnectionFactory(ReadyPages pages, HttpConnectionFactory http) {
        super("pages");
        this.pages = pages;
        this.http = http;
    }

    @Override
    public Connection newConnection(Connector asking, EndPoint endPoint) {
        connector = asking;
        return configure(new SnapshotConnection(endPoint, asking.getExecutor(), asking.getByteBufferPool(), pages,
                this), asking, endPoint);
    }

    Connection http(EndPoint endPoint) {
        return http.newConnection(connector, endPoint);
    }
}
