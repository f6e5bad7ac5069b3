package org.groundswell.edge.listener.handover;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * In a process that another one has replaced, each answer is the last one on its connection: so nobody finds a connection
 * closed on which a request is on its way.
 */
public final class LastAnswers implements HttpConfiguration.Customizer {
    private final ServletDoor door;

    public LastAnswers(ServletDoor door) {
        this.door = door;
    }

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        if (door.isLeft()
                && request.getConnectionMetaData().getHttpVersion().getVersion() <= HttpVersion.HTTP_1_1.getVersion()) {
            responseHeaders.put(HttpHeader.CONNECTION, "close");
        }
        return request;
    }
}
