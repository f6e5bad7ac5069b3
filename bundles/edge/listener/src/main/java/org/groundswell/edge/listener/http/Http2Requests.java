package org.groundswell.edge.listener.http;

import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.BadMessageException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;

/**
 * Ends streams whose request has too many fields, or is malformed (RFC 9113, section 8.1.1) although Jetty would answer
 * it. A proxy that speaks HTTP/2 to visitors and HTTP/1.1 to others could be led by such a request to see another one
 * in it.
 */
public final class Http2Requests implements HttpConfiguration.Customizer {
    /** Fields of a connection have no meaning in a stream (section 8.2.2). */
    private static final List<String> OF_CONNECTIONS =
            List.of("Transfer-Encoding", "Connection", "Keep-Alive", "Proxy-Connection", "Upgrade", "HTTP2-Settings");
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        HttpFields headers = request.getHeaders();
        if (headers.size() > RequestFields.MOST) {
            // Not answered: somebody who does not take the answer would hold all of them until then.
            refuse(request);
            throw new BadMessageException(HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431, "Too many fields");
        }
        String authority = request.getHttpURI().getAuthority();
        String host = headers.get(HttpHeader.HOST);
        String length = headers.get(HttpHeader.CONTENT_LENGTH);
        boolean isRead = HttpMethod.GET.is(request.getMethod()) || HttpMethod.HEAD.is(request.getMethod());
        if (OF_CONNECTIONS.stream().anyMatch(headers::contains)
                || host != null && authority != null && !host.equalsIgnoreCase(authority)
                || length != null && !LENGTH.matcher(length).matches()
                // Jetty compares the length with what comes; where nothing comes it does not look.
                || length != null && isRead && Long.parseLong(length) > 0) {
            reset(request);
            throw new BadMessageException("Malformed");
        }
        return request;
    }

    /** Ends the request's stream as malformed; does nothing to a request that came otherwise. */
    public static void reset(Request request) {
        reset(request, ErrorCode.PROTOCOL_ERROR);
    }

    /**
     * Ends the request's stream as one that asks for too much: others on its connection go on.
     *
     * @return false where it came otherwise, and nothing was done
     */
    public static boolean refuse(Request request) {
        return reset(request, ErrorCode.ENHANCE_YOUR_CALM_ERROR);
    }

    private static boolean reset(Request request, ErrorCode error) {
        if (!(request.getConnectionMetaData().getConnection() instanceof HTTP2Connection connection)) {
            return false;
        }
        Stream stream = connection.getSession().getStream(Integer.parseInt(request.getId()));
        if (stream != null) {
            stream.reset(new ResetFrame(stream.getId(), error.code), Callback.NOOP);
        }
        return true;
    }
}
