package org.groundswell.pages.publishing;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A site as it was published.
 *
 * @param id    begins with the moment, UTC, so that a later one is greater
 * @param files by their path below the site's folder, with slashes
 */
record SiteVersion(String id, SortedMap<String, Blob> files) {
    /** Whatever is in the database: nothing leads out of the folder, and nothing hidden is written. */
    private static final Pattern PATH = Pattern.compile("[^./\\\\\\p{Cntrl}][^/\\\\\\p{Cntrl}]*"
            + "(/[^./\\\\\\p{Cntrl}][^/\\\\\\p{Cntrl}]*)*");
    private static final Pattern ID = Pattern.compile("[0-9TZ-]{1,40}[0-9a-f]{8}");
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss'Z'");
    /** Letters behind the moment. */
    private static final int END = 9;
    private static final int LONGEST_PATH = 500;
    private static final Gson GSON = new Gson();

    /**
     * What a file has in it.
     *
     * @param hash SHA-256 in hexadecimal
     */
    record Blob(String hash, int bytes) {
    }

    /** @throws IllegalArgumentException if it is none that this release publishes */
    SiteVersion {
        files = new TreeMap<>(files);
        if (!ID.matcher(id).matches() || !files.keySet().stream().allMatch(SiteVersion::isPath)) {
            throw new IllegalArgumentException("a version of the site is of another release");
        }
    }

    /** When it was published; what does not say it stays young. */
    Instant moment() {
        try {
            return LocalDateTime.parse(id.substring(0, id.length() - END), MOMENT).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return Instant.MAX;
        }
    }

    /** The names of the parts that its files have. */
    Stream<String> parts() {
        return files.values().stream().flatMap(each -> IntStream.range(0, BlobFolder.parts(each.bytes()))
                .mapToObj(part -> BlobFolder.name(each.hash(), part)));
    }

    static boolean isPath(String path) {
        return path.length() <= LONGEST_PATH && PATH.matcher(path).matches();
    }

    String text() {
        return GSON.toJson(this);
    }

    /** @throws IllegalArgumentException if it is of another release */
    static SiteVersion parse(String text) {
        try {
            record Written(String id, Map<String, Blob> files) {
            }
            Written read = GSON.fromJson(text, Written.class);
            return new SiteVersion(Objects.requireNonNull(read.id()), new TreeMap<>(read.files()));
        } catch (JsonParseException | NullPointerException e) {
            throw new IllegalArgumentException("a version of the site is of another release", e);
        }
    }
}
