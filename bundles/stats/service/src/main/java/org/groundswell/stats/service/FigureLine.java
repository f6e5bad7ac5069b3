package org.groundswell.stats.service;

import com.google.gson.Gson;
import com.google.gson.annotations.SerializedName;
import java.time.Instant;
import java.util.Map;
import org.groundswell.stats.api.Figures;

/** A minute as a line of a file: what is nothing is left out, so that a quiet minute takes 40 bytes. */
record FigureLine(@SerializedName("at") String at, @SerializedName("v") Long visitors, @SerializedName("pg") Long pages,
        @SerializedName("r") Long requests, @SerializedName("e") Long errors, @SerializedName("p50") Long p50,
        @SerializedName("p99") Long p99, @SerializedName("g") Long gifts, @SerializedName("t") Long tests,
        @SerializedName("a") Map<String, Long> amount, @SerializedName("ok") Map<String, Long> paid,
        @SerializedName("no") Map<String, Long> refused) {

    static String write(Figures figures, Gson gson) {
        return gson.toJson(new FigureLine(figures.from().toString(), some(figures.visitors()), some(figures.pages()),
                some(figures.requests()), some(figures.errors()), some(figures.p50Micros()), some(figures.p99Micros()),
                some(figures.gifts()), some(figures.tests()), some(figures.amount()), some(figures.paid()),
                some(figures.refused())));
    }

    /** @throws RuntimeException where the line is none of ours */
    static Figures read(String line, Gson gson) {
        FigureLine read = gson.fromJson(line, FigureLine.class);
        return new Figures(Instant.parse(read.at), 1, number(read.visitors), number(read.pages), number(read.requests),
                number(read.errors), number(read.p50), number(read.p99), number(read.gifts), number(read.tests),
                map(read.amount), map(read.paid), map(read.refused));
    }

    private static Long some(long value) {
        return value == 0 ? null : value;
    }

    private static Map<String, Long> some(Map<String, Long> values) {
        return values.isEmpty() ? null : values;
    }

    private static long number(Long value) {
        return value == null ? 0 : value;
    }

    private static Map<String, Long> map(Map<String, Long> values) {
        return values == null ? Map.of() : values;
    }
}
