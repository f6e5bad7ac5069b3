package org.groundswell.itests;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;

/** What a client of a port with TLS sends that is no browser. */
record TlsClient(SSLContext trust, int port) {

    /** Over a connection, with this protocol (ALPN) only; the handshake is to come. */
    SSLSocket over(Socket plain, String protocol) throws IOException {
        var socket = (SSLSocket) trust.getSocketFactory().createSocket(plain, "127.0.0.1", port, true);
        var parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {protocol});
        socket.setSSLParameters(parameters);
        return socket;
    }

    /** The first message of a handshake. */
    byte[] hello() throws IOException {
        SSLEngine client = trust.createSSLEngine("127.0.0.1", port);
        client.setUseClientMode(true);
        ByteBuffer hello = ByteBuffer.allocate(client.getSession().getPacketBufferSize());
        client.wrap(ByteBuffer.allocate(0), hello);
        return Arrays.copyOf(hello.array(), hello.position());
    }
}
