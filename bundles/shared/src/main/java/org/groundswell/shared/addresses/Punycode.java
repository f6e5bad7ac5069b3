package org.groundswell.shared.addresses;

import java.util.Optional;
import java.util.stream.IntStream;

/** Reads and writes what stands behind {@code xn--} in a name of DNS (RFC 3492). */
final class Punycode {
    private static final int BASE = 36;
    private static final int LEAST = 1;
    private static final int MOST = 26;
    private static final int SKEW = 38;
    private static final int DAMP = 700;
    private static final int FIRST_BIAS = 72;
    private static final int FIRST = 0x80;

    private Punycode() {
    }

    /** @return the letters, or nothing where the text stands for none */
    static Optional<String> decoded(String text) {
        int hyphen = text.lastIndexOf('-');
        var letters = new StringBuilder(text.substring(0, Math.max(0, hyphen)));
        int count = letters.length();
        long point = FIRST;
        long at = 0;
        int bias = FIRST_BIAS;
        int next = hyphen + 1;
        while (next < text.length()) {
            long before = at;
            long weight = 1;
            for (int step = BASE; ; step += BASE) {
                int digit = next < text.length() ? digit(text.charAt(next++)) : -1;
                at += digit * weight;
                if (digit < 0 || at > Integer.MAX_VALUE) {
                    return Optional.empty();
                }
                int threshold = Math.clamp(step - bias, LEAST, MOST);
                if (digit < threshold) {
                    break;
                }
                weight *= BASE - threshold;
            }
            count++;
            bias = bias(at - before, count, before == 0);
            point += at / count;
            at %= count;
            if (!Character.isValidCodePoint((int) point) || point > Character.MAX_CODE_POINT) {
                return Optional.empty();
            }
            letters.insert(letters.offsetByCodePoints(0, (int) at), Character.toChars((int) point));
            at++;
        }
        return Optional.of(letters.toString());
    }

    /** @return what stands behind {@code xn--} for these letters, of which one at least is none of ASCII */
    static String encoded(String letters) {
        int[] points = letters.codePoints().toArray();
        var text = new StringBuilder();
        IntStream.of(points).filter(each -> each < FIRST).forEach(text::appendCodePoint);
        int basic = text.length();
        if (basic > 0) {
            text.append('-');
        }
        int done = basic;
        int point = FIRST;
        long delta = 0;
        int bias = FIRST_BIAS;
        while (done < points.length) {
            int from = point;
            int next = IntStream.of(points).filter(each -> each >= from).min().orElseThrow();
            delta += (long) (next - point) * (done + 1);
            point = next;
            for (int each : points) {
                if (each < point) {
                    delta++;
                } else if (each == point) {
                    append(delta, bias, text);
                    bias = bias(delta, done + 1, done == basic);
                    delta = 0;
                    done++;
                }
            }
            delta++;
            point++;
        }
        return text.toString();
    }

    private static void append(long delta, int bias, StringBuilder text) {
        long rest = delta;
        for (int step = BASE; ; step += BASE) {
            int threshold = Math.clamp(step - bias, LEAST, MOST);
            if (rest < threshold) {
                text.append(letter((int) rest));
                return;
            }
            text.append(letter((int) (threshold + (rest - threshold) % (BASE - threshold))));
            rest = (rest - threshold) / (BASE - threshold);
        }
    }

    private static char letter(int digit) {
        return (char) (digit < MOST ? 'a' + digit : '0' + digit - MOST);
    }

    private static int bias(long delta, int count, boolean first) {
        long rest = first ? delta / DAMP : delta / 2;
        rest += rest / count;
        int steps = 0;
        while (rest > (BASE - LEAST) * MOST / 2) {
            rest /= BASE - LEAST;
            steps += BASE;
        }
        return (int) (steps + (BASE - LEAST + 1) * rest / (rest + SKEW));
    }

    private static int digit(char each) {
        if (each >= '0' && each <= '9') {
            return each - '0' + MOST;
        }
        char lower = Character.toLowerCase(each);
        return lower >= 'a' && lower <= 'z' ? lower - 'a' : -1;
    }
}
