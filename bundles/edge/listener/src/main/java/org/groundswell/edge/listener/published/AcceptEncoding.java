package org.groundswell.edge.listener.published;

/** Reads {@code Accept-Encoding} (RFC 9110, section 12.5.3). */
public enum AcceptEncoding {
    IDENTITY_ONLY, GZIP_OR_IDENTITY, GZIP_ONLY, NEITHER;

    /** What a client accepts that sent this header; null where it sent none. */
    public static AcceptEncoding of(String header) {
        if (header == null) {
            return IDENTITY_ONLY;
        }
        boolean gzip = false;
        boolean gzipSeen = false;
        boolean identity = true;
        boolean identitySeen = false;
        boolean star = false;
        boolean starSeen = false;
        int from = 0;
        while (from < header.length()) {
            int comma = header.indexOf(',', from);
            int end = comma < 0 ? header.length() : comma;
            int semicolon = header.indexOf(';', from, end);
            int nameEnd = semicolon < 0 ? end : semicolon;
            boolean wanted = nameEnd == end || !zeroQuality(header, nameEnd, end);
            if (named(header, from, nameEnd, "gzip") || named(header, from, nameEnd, "x-gzip")) {
                gzip = wanted;
                gzipSeen = true;
            } else if (named(header, from, nameEnd, "identity")) {
                identity = wanted;
                identitySeen = true;
            } else if (named(header, from, nameEnd, "*")) {
                star = wanted;
                starSeen = true;
            }
            from = end + 1;
        }
        boolean gzipAllowed = gzipSeen ? gzip : star;
        boolean identityAllowed = identitySeen ? identity : !starSeen || star;
        if (gzipAllowed) {
            return identityAllowed ? GZIP_OR_IDENTITY : GZIP_ONLY;
        }
        return identityAllowed ? IDENTITY_ONLY : NEITHER;
    }

    public boolean gzip() {
        return this == GZIP_OR_IDENTITY || this == GZIP_ONLY;
    }

    boolean identity() {
        return this == IDENTITY_ONLY || this == GZIP_OR_IDENTITY;
    }

    private static boolean named(String header, int from, int end, String name) {
        int start = from;
        while (start < end && header.charAt(start) == ' ') {
            start++;
        }
        int stop = end;
        while (stop > start && header.charAt(stop - 1) == ' ') {
            stop--;
        }
        return stop - start == name.length() && header.regionMatches(true, start, name, 0, name.length());
    }

    /** Whether the parameter that begins there is a quality of zero: {@code q=0}, {@code q=0.000}. */
    private static boolean zeroQuality(String header, int semicolon, int end) {
        int matched = 0;
        for (int i = semicolon + 1; i < end; i++) {
            char each = header.charAt(i);
            boolean fits = switch (matched) {
                case 0 -> each == 'q' || each == 'Q';
                case 1 -> each == '=';
                case 2 -> each == '0';
                case 3 -> each == '.';
                default -> each == '0';
            };
            if (each != ' ' && !fits) {
                return false;
            }
            matched += each == ' ' ? 0 : 1;
        }
        return matched >= 3;
    }
}
