package org.groundswell.edge.listener.callers;

import java.nio.ByteBuffer;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.ProxyConnectionFactory;

/**
 * Reads at the beginning of each connection whose it is (HAProxy's PROXY protocol, versions 1 and 2). A connection that
 * does not begin so did not come through the proxy and is closed: a receiver must not guess (section 2 there).
 */
public final class ProxyLine extends ProxyConnectionFactory {

    @Override
    protected void nextProtocol(Connector connector, EndPoint endPoint, ByteBuffer buffer) {
        endPoint.close();
    }
}
