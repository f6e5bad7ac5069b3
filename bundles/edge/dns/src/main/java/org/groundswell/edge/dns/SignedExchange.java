package org.groundswell.edge.dns;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.function.Supplier;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.TSIG;

/**
 * Messages to a DNS server and its answers, over TCP (RFC 7766), each signed with a key (TSIG, RFC 8945). The library's own
 * resolver keeps a thread for the whole process, which cannot be had any more when a node ends. Thread-safe.
 */
final class SignedExchange {
    private static final int PATIENCE_MILLIS = (int) Duration.ofSeconds(5).toMillis();

    private final InetSocketAddress server;
    private final Supplier<TSIG> key;

    /** @param server its name is looked up for each message */
    SignedExchange(InetSocketAddress server, Supplier<TSIG> key) {
        this.server = server;
        this.key = key;
    }

    /** @return what the server says, with its key if it is a yes; one that does not know the key can say so only without */
    Message send(Message message) throws IOException {
        TSIG secret = key.get();
        secret.apply(message, null);
        byte[] answer = exchange(message.toWire());
        var response = new Message(answer);
        if (response.getHeader().getID() != message.getHeader().getID()) {
            throw new IOException(server + " answers something else than what it was asked");
        }
        if (response.getRcode() == Rcode.NOERROR && secret.verify(response, answer, message.getTSIG()) != Rcode.NOERROR) {
            throw new IOException("the answer of " + server + " is not signed with the key");
        }
        return response;
    }

    InetSocketAddress server() {
        return server;
    }

    private byte[] exchange(byte[] bytes) throws IOException {
        var address = new InetSocketAddress(server.getHostString(), server.getPort());
        if (address.isUnresolved()) {
            throw new IOException("the server " + server.getHostString() + " is not known here");
        }
        try (var socket = new Socket()) {
            socket.connect(address, PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            // One write: a server may take a length that comes alone for all there is.
            byte[] framed = new byte[Short.BYTES + bytes.length];
            framed[0] = (byte) (bytes.length >>> Byte.SIZE);
            framed[1] = (byte) bytes.length;
            System.arraycopy(bytes, 0, framed, Short.BYTES, bytes.length);
            socket.getOutputStream().write(framed);
            var in = new DataInputStream(socket.getInputStream());
            byte[] answer = new byte[in.readUnsignedShort()];
            in.readFully(answer);
            return answer;
        }
    }
}
