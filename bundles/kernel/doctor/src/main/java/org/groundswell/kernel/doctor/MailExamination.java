package org.groundswell.kernel.doctor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.SSLSocketFactory;

/** Whether the mail server greets and offers the protection that is set. Nothing is sent, nobody signs in. */
final class MailExamination implements Examination {
    private static final String SUBJECT = "mail";
    private static final String PID = "org.groundswell.mail";
    /** Where a node from before has them; they count where there are no others. */
    private static final String OLDER = "org.groundswell.donations.receipts";
    private static final int PORT = 587;
    private static final int PATIENCE_MILLIS = 10_000;
    /** An answer has no more lines (RFC 5321 sets no limit; a hostile one must end). */
    private static final int MOST_LINES = 100;

    @Override
    public List<Finding> examine(Patient node) {
        String pid = node.setting(PID, "host", "").isEmpty() ? OLDER : PID;
        String host = node.setting(pid, "host", "");
        if (host.isEmpty()) {
            return List.of(Finding.noted(SUBJECT, "there is no mail server: receipts wait", "Set host and from in "
                    + file(PID)));
        }
        int port = node.number(pid, "port", PORT);
        String where = host + ":" + port;
        String protection = node.setting(pid, "protection", "starttls");
        try (Socket socket = open(host, port, protection.equals("tls"))) {
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            if (!answer(in).startsWith("220")) {
                return List.of(Finding.ill(SUBJECT, where + " does not greet as a mail server", "Look at host and port in "
                        + file(pid)));
            }
            socket.getOutputStream().write("EHLO doctor.invalid\r\n".getBytes(StandardCharsets.US_ASCII));
            String offered = answer(in);
            socket.getOutputStream().write("QUIT\r\n".getBytes(StandardCharsets.US_ASCII));
            return List.of(protection.equals("starttls") && !offered.contains("STARTTLS")
                    ? Finding.ill(SUBJECT, where + " does not offer STARTTLS", "Set protection = tls with its port for TLS"
                            + " (mostly 465) in " + file(pid))
                    : Finding.well(SUBJECT, where + " answers"));
        } catch (IOException | IllegalArgumentException e) {
            return List.of(Finding.ill(SUBJECT, where + " cannot be reached: " + e.getMessage(),
                    "Look at host, port and protection in " + file(pid) + ", and at the firewall"));
        }
    }

    private static String file(String pid) {
        return "conf/" + pid + ".cfg";
    }

    private static Socket open(String host, int port, boolean secure) throws IOException {
        var plain = new Socket();
        try {
            plain.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
            plain.setSoTimeout(PATIENCE_MILLIS);
            return secure ? ((SSLSocketFactory) SSLSocketFactory.getDefault()).createSocket(plain, host, port, true) : plain;
        } catch (IOException | RuntimeException e) {
            plain.close();
            throw e;
        }
    }

    /** All lines of one answer (RFC 5321, section 4.2.1): the last one has a space behind its code. */
    private static String answer(BufferedReader in) throws IOException {
        var answer = new StringBuilder();
        for (int i = 0; i < MOST_LINES; i++) {
            String line = in.readLine();
            if (line == null) {
                break;
            }
            answer.append(line).append('\n');
            if (line.length() < 4 || line.charAt(3) != '-') {
                break;
            }
        }
        return answer.toString();
    }
}
