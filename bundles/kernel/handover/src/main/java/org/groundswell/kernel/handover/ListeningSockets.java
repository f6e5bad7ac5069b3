package org.groundswell.kernel.handover;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Listening sockets of Java by the number of their descriptor, which Java does not tell: found by their address in what
 * Linux says of this process. Thread-safe.
 */
final class ListeningSockets {
    private static final String LISTENS = "0A";
    private static final Path OWN = Path.of("/proc/self");

    private final NativeSockets natives;
    /** What was put over another socket tells the address of that one. */
    private final Map<ServerSocketChannel, Integer> known = new IdentityHashMap<>();

    ListeningSockets(NativeSockets natives) {
        this.natives = natives;
    }

    /** @throws IOException if it is not listening, or cannot be told from another one */
    synchronized int number(ServerSocketChannel channel) throws IOException {
        Integer number = known.get(channel);
        return number == null ? find((InetSocketAddress) channel.getLocalAddress()) : number;
    }

    /** A channel for this descriptor, which is the channel's from now on. */
    synchronized ServerSocketChannel channel(int number) throws IOException {
        known.keySet().removeIf(old -> !old.isOpen());
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            // Of this one nothing is left but the number.
            channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            int place = number(channel);
            natives.put(number, place);
            natives.close(number);
            known.put(channel, place);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static int find(InetSocketAddress address) throws IOException {
        List<String> sockets = Stream.concat(lines("tcp"), lines("tcp6")).map(line -> line.strip().split("\\s+"))
                .filter(words -> words.length > 9 && words[3].equals(LISTENS) && isAt(words[1], address))
                .map(words -> "socket:[" + words[9] + "]").toList();
        try (Stream<Path> descriptors = Files.list(OWN.resolve("fd"))) {
            List<Integer> found = descriptors.filter(each -> sockets.contains(target(each)))
                    .map(each -> Integer.valueOf(each.getFileName().toString())).collect(Collectors.toList());
            if (found.size() == 1) {
                return found.getFirst();
            }
            throw new IOException(found.isEmpty() ? "nothing listens at " + address
                    : "more than one descriptor listens at " + address);
        }
    }

    private static Stream<String> lines(String protocol) throws IOException {
        Path table = OWN.resolve("net").resolve(protocol);
        return Files.exists(table) ? Files.readAllLines(table).stream() : Stream.empty();
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            // Closed meanwhile.
            return "";
        }
    }

    /** Linux writes each four bytes of an address as one number of the machine, and an IPv4 one at the end of an IPv6 one. */
    static boolean isAt(String written, InetSocketAddress address) {
        int colon = written.indexOf(':');
        byte[] bytes = address.getAddress().getAddress();
        var hex = new StringBuilder();
        for (int word = 0; word < bytes.length; word += 4) {
            hex.append(HexFormat.of().withUpperCase().formatHex(
                    new byte[] {bytes[word + 3], bytes[word + 2], bytes[word + 1], bytes[word]}));
        }
        return colon > 0 && Integer.parseInt(written.substring(colon + 1), 16) == address.getPort()
                && written.substring(0, colon).endsWith(hex.toString());
    }
}
