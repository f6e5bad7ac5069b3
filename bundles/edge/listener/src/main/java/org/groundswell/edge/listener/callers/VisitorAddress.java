package org.groundswell.edge.listener.callers;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;

/**
 * Finds the visitor in the one header that the proxies in front keep. Each proxy adds, at the right, who came to it; so
 * the entries are counted from the right, and what a visitor wrote into the header stands further to the left than
 * anybody looks.
 *
 * @param header  such as {@code X-Forwarded-For}, {@code Forwarded} (RFC 7239) or one with a single address
 * @param proxies how many proxies of ours add to it, at least 1
 */
public record VisitorAddress(String header, int proxies) {
    private static final Pattern WITH_PORT = Pattern.compile("([^:\\[\\]]+):\\d{1,5}");
    private static final Pattern IN_BRACKETS = Pattern.compile("\\[([^\\[\\]]+)](:\\d{1,5})?");
    private static final Pattern LITERAL =
            Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:]{2,39}|[0-9a-fA-F:]{2,30}(\\d{1,3}\\.){3}\\d{1,3}");

    /** Who came to the outermost of our proxies, or null where the header does not say an address. */
    InetAddress visitor(HttpFields headers) {
        String entry = entry(headers);
        return entry == null ? null : address(isForwarded() ? parameter(entry, "for") : entry);
    }

    /** What the outermost of our proxies says about the request, such as {@code proto}; null where it says nothing. */
    String said(HttpFields headers, String parameter) {
        String entry = isForwarded() ? entry(headers) : null;
        return entry == null ? null : parameter(entry, parameter);
    }

    boolean isForwarded() {
        return header.equalsIgnoreCase("Forwarded");
    }

    private String entry(HttpFields headers) {
        List<String> lines = headers.getValuesList(header);
        String all = String.join(",", lines);
        int end = all.length();
        for (int passed = 1; passed < proxies; passed++) {
            end = commaBefore(all, end);
            if (end < 0) {
                // It did not come through all of them.
                return null;
            }
        }
        return lines.isEmpty() ? null : all.substring(commaBefore(all, end) + 1, end).strip();
    }

    /** From the right: a quotation mark that a visitor left open cannot hide what stands behind it. */
    private int commaBefore(String all, int end) {
        boolean quoted = false;
        for (int i = end - 1; i >= 0; i--) {
            char each = all.charAt(i);
            if (each == '"' && isForwarded()) {
                quoted = !quoted;
            } else if (each == ',' && !quoted) {
                return i;
            }
        }
        return -1;
    }

    private static String parameter(String entry, String name) {
        for (String pair : entry.split(";")) {
            int equals = pair.indexOf('=');
            if (equals > 0 && pair.substring(0, equals).strip().toLowerCase(Locale.ROOT).equals(name)) {
                String value = pair.substring(equals + 1).strip();
                return value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
                        ? value.substring(1, value.length() - 1) : value;
            }
        }
        return null;
    }

    /** An address as proxies write it, with a port or without; null for whatever else. Never asks for a name. */
    private static InetAddress address(String text) {
        if (text == null) {
            return null;
        }
        Matcher brackets = IN_BRACKETS.matcher(text);
        Matcher port = WITH_PORT.matcher(text);
        String literal = brackets.matches() ? brackets.group(1) : port.matches() ? port.group(1) : text;
        if (!LITERAL.matcher(literal).matches()) {
            return null;
        }
        try {
            return InetAddress.ofLiteral(literal);
        } catch (IllegalArgumentException e) {
            // As 1.2.3.999: looks like one and is none.
            return null;
        }
    }
}
