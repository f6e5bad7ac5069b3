package org.groundswell.stats.service;

import com.google.gson.Gson;
import com.google.gson.JsonSyntaxException;
import com.google.gson.annotations.SerializedName;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * What a node tells the others of itself. Holds nothing personal.
 *
 * @param at       when, by its own clock
 * @param isGone   whether it has been stopped
 * @param visitors of the last five minutes, as requests and errors
 * @param times    the response times of its last minute, as the library packs a histogram, in Base64
 */
record NodeReport(@SerializedName("at") String at, @SerializedName("gone") boolean isGone,
        @SerializedName("release") String release, @SerializedName("fit") boolean isFit, @SerializedName("v") long visitors,
        @SerializedName("r") long requests, @SerializedName("e") long errors, @SerializedName("t") String times) {
    private static final Gson GSON = new Gson();

    String json() {
        return GSON.toJson(this);
    }

    /** Nothing where another release has written what this one does not understand. */
    static Optional<NodeReport> read(String json) {
        try {
            NodeReport report = GSON.fromJson(json, NodeReport.class);
            boolean whole = report != null && report.at != null && report.release != null && report.times != null;
            return whole && report.when() != null ? Optional.of(report) : Optional.empty();
        } catch (JsonSyntaxException | DateTimeParseException e) {
            return Optional.empty();
        }
    }

    Instant when() {
        return Instant.parse(at);
    }

    NodeReport gone() {
        return new NodeReport(at, true, release, isFit, visitors, requests, errors, times);
    }

    /** Adds its response times, where they can be read. */
    void addTo(Histogram all) {
        try {
            all.add(Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(Base64.getDecoder().decode(times)), 0));
        } catch (DataFormatException | RuntimeException e) {
            // Of a node of another release: the others' times are said without it.
        }
    }

    static String packed(Histogram times) {
        var buffer = ByteBuffer.allocate(times.getNeededByteBufferCapacity());
        int length = times.encodeIntoCompressedByteBuffer(buffer);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
    }
}
