package org.groundswell.edge.listener.servlets;

import java.nio.ByteBuffer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.content.ByteBufferContentSource;
import org.eclipse.jetty.server.Request;

/** A request with its body in memory. */
final class WholeRequest extends Request.Wrapper {
    private final Content.Source content;
    private final long length;

    WholeRequest(Request request, ByteBuffer body) {
        super(request);
        length = body.remaining();
        content = new ByteBufferContentSource(body);
    }

    @Override
    public long getLength() {
        return length;
    }

    @Override
    public Content.Chunk read() {
        return content.read();
    }

    @Override
    public void demand(Runnable demandCallback) {
        content.demand(demandCallback);
    }

    @Override
    public void fail(Throwable failure) {
        content.fail(failure);
    }
}
