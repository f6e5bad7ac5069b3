package org.groundswell.edge.listener;

import java.net.InetAddress;
import org.groundswell.edge.api.RequestObserver.Kind;

/** What observers are told of a request. */
record AnsweredRequest(Kind kind, int status, long nanos, InetAddress client, String agent) {
}
