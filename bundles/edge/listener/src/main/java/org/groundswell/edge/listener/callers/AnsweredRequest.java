package org.groundswell.edge.listener.callers;

import java.net.InetAddress;
import org.groundswell.edge.api.requests.RequestObserver.Kind;

/** What observers are told of a request. */
record AnsweredRequest(Kind kind, int status, long nanos, InetAddress client, String agent) {
}
