package org.groundswell.edge.listener.servlets;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.MimeTypes;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.groundswell.edge.listener.http.Http2Requests;
import org.groundswell.shared.forms.FormEncoding;

/**
 * Stands before every public servlet: a query or a form that cannot be read is the visitor's mistake (400) and reaches
 * none of them. What a servlet would throw when it looks for a field would count as its own failure. The body has come
 * whole already.
 */
public final class WellFormed extends Handler.Wrapper {
    /** Of whatever servlet; ours take fewer. Libraries that look fields up pay for each of them. */
    static final int MOST_FIELDS = 500;
    private static final String FORM = MimeTypes.Type.FORM_ENCODED.asString();

    public WellFormed(Handler next) {
        super(next);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!FormEncoding.isWellFormed(request.getHttpURI().getQuery(), MOST_FIELDS)) {
            Response.writeError(request, response, callback, HttpStatus.BAD_REQUEST_400);
            return true;
        }
        long announced = request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH);
        if (announced >= 0 && announced != request.getLength()) {
            Http2Requests.reset(request);
            Response.writeError(request, response, callback, HttpStatus.BAD_REQUEST_400);
            return true;
        }
        String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        if (request.getLength() == 0 || type == null || !FORM.equalsIgnoreCase(MimeTypes.getContentTypeWithoutCharset(
                type))) {
            return super.handle(request, response, callback);
        }
        if (!isUtf8(type)) {
            Response.writeError(request, response, callback, HttpStatus.UNSUPPORTED_MEDIA_TYPE_415);
            return true;
        }
        ByteBuffer body = Content.Source.asByteBuffer(request);
        if (!FormEncoding.isWellFormed(body, MOST_FIELDS)) {
            Response.writeError(request, response, callback, HttpStatus.BAD_REQUEST_400);
            return true;
        }
        return super.handle(new WholeRequest(request, body), response, callback);
    }

    private static boolean isUtf8(String type) {
        String name = MimeTypes.getCharsetFromContentType(type);
        try {
            return name == null || Charset.forName(name).equals(StandardCharsets.UTF_8);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return false;
        }
    }
}
