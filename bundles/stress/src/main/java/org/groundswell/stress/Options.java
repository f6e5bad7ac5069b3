package org.groundswell.stress;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/**
 * What is asked of the tester.
 *
 * @param target        the site's address, without a slash at the end
 * @param perSecond     visitors a second, where there is no curve
 * @param seconds       for how long they come, where there is no curve
 * @param curve         a file with a curve of arrivals, or null
 * @param donorsPercent how many of a hundred visitors give
 * @param thinkSeconds  how long a visitor looks at a page, on average
 * @param token         the target's agreement, or ""
 * @param reports       the folder for the report
 * @param picture       where the report goes as an HTML file with its curves, or null
 * @param progress      where the console reads how far it is, or null
 * @param worsePercent  how much fewer donations a second than in the report before are a failure; -1: do not compare
 */
record Options(URI target, double perSecond, int seconds, Path curve, int donorsPercent, double thinkSeconds,
        String token, Path reports, Path picture, Path progress, int worsePercent) {
    static final String USAGE = """
            Usage: bin/groundswell stress [URL] [options]
              --visitors N    visitors a second (20)
              --seconds N     for how long they come (60)
              --curve FILE    replay an evening instead: lines of "SECOND VISITORS_A_SECOND"
              --donors N      how many of a hundred visitors give (20)
              --think N       seconds a visitor looks at a page, on average (3)
              --token T       the target's agreement; needed where it is another machine. Its admin gets one with
                              bin/groundswell shell groundswell:allowstress
              --report FILE   write the report with its curves as an HTML file, too
              --compare N     fail if there are N percent fewer donations a second than in the last report
            URL is this node's own address unless another is given.
            Ends with 0 if the evening will hold, 1 if not, 3 if it is worse than last time.""";

    /** @throws IllegalArgumentException with a message for whoever typed it */
    static Options of(URI own, Path reports, List<String> arguments) {
        URI target = own;
        double perSecond = 20;
        int seconds = 60;
        Path curve = null;
        int donorsPercent = 20;
        double thinkSeconds = 3;
        String token = "";
        Path picture = null;
        Path progress = null;
        int worsePercent = -1;
        Iterator<String> left = arguments.iterator();
        while (left.hasNext()) {
            String name = left.next();
            if (!name.startsWith("--")) {
                target = address(name);
                continue;
            }
            if (!left.hasNext()) {
                throw new IllegalArgumentException(name + " needs a value");
            }
            String value = left.next();
            switch (name) {
                case "--visitors" -> perSecond = number(name, value, 0.01, 100_000);
                case "--seconds" -> seconds = (int) number(name, value, 1, 86_400);
                case "--curve" -> curve = Path.of(value);
                case "--donors" -> donorsPercent = (int) number(name, value, 0, 100);
                case "--think" -> thinkSeconds = number(name, value, 0, 600);
                case "--token" -> token = value;
                case "--report" -> picture = writable(Path.of(value));
                case "--progress" -> progress = writable(Path.of(value));
                case "--compare" -> worsePercent = (int) number(name, value, 0, 100);
                default -> throw new IllegalArgumentException("no such option: " + name);
            }
        }
        return new Options(target, perSecond, seconds, curve, donorsPercent, thinkSeconds, token, reports, picture,
                progress, worsePercent);
    }

    /** Asked before the test: it is a pity to find out afterwards. */
    private static Path writable(Path file) {
        Path whole = file.toAbsolutePath();
        if (Files.isDirectory(whole) || !Files.isWritable(whole.getParent())) {
            throw new IllegalArgumentException("--report, --progress: " + file + " cannot be written: expected a file in a folder that is"
                    + " there");
        }
        return whole;
    }

    private static URI address(String url) {
        URI uri = URI.create(url.replaceFirst("/+$", ""));
        if (uri.getHost() == null || uri.getScheme() == null || !uri.getScheme().startsWith("http")) {
            throw new IllegalArgumentException("expected an address such as http://127.0.0.1:8080, found '" + url
                    + "'");
        }
        return uri;
    }

    private static double number(String name, String value, double least, double most) {
        try {
            double number = Double.parseDouble(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException(name + ": expected a number from " + least + " to " + most + ", found '"
                + value + "'");
    }
}
