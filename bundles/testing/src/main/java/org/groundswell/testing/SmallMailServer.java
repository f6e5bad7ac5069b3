package org.groundswell.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server that offers SMTPUTF8 (RFC 6531) or does not, refuses what it is told to, and keeps what it was told. */
public final class SmallMailServer implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final boolean international;
    private final Map<String, String> refused;

    public SmallMailServer(boolean international) throws IOException {
        this(international, Map.of());
    }

    /** @param refused answers by the beginning of a command */
    public SmallMailServer(boolean international, Map<String, String> refused) throws IOException {
        this.international = international;
        this.refused = refused;
        Thread.startVirtualThread(this::accept);
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** What was told, line by line, letters aside. */
    public List<String> commands() {
        return commands;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Thread.startVirtualThread(() -> serve(client));
            } catch (IOException e) {
                commands.add("closed");
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            talk(client);
        } catch (IOException e) {
            commands.add("gone");
        }
    }

    private void talk(Socket client) throws IOException {
        var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        OutputStream out = client.getOutputStream();
        say(out, "220 here");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String command = line;
            commands.add(command);
            Optional<String> refusal = refused.keySet().stream().filter(command::startsWith).findFirst();
            if (refusal.isPresent()) {
                say(out, refused.get(refusal.get()));
            } else if (line.startsWith("EHLO")) {
                say(out, "250-here\r\n250 " + (international ? "SMTPUTF8" : "8BITMIME"));
            } else if (line.equals("DATA")) {
                say(out, "354 go on");
                while (!in.readLine().equals(".")) {
                    // the message itself is looked at elsewhere
                }
                say(out, "250 taken");
            } else {
                say(out, line.equals("QUIT") ? "221 bye" : "250 fine");
            }
        }
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
