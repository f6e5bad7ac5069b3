package org.groundswell.stats.service;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.groundswell.stats.api.FigureHistory;
import org.groundswell.stats.api.Figures;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The minutes of a bit more than a day from memory, older ones from their files; of days that are over their hours stay
 * in memory once somebody has asked for them. Thread-safe.
 */
final class KeptFigures implements FigureHistory {
    private static final Logger LOG = LoggerFactory.getLogger(KeptFigures.class);
    private static final int MOST_POINTS = 2_000;
    private static final int HOUR = 60;
    private static final Duration IN_MEMORY = Duration.ofHours(49);
    private static final int[] STEPS = {1, 2, 5, 10, 15, 30, HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, 24 * HOUR,
        48 * HOUR, 96 * HOUR, 7 * 24 * HOUR, 30 * 24 * HOUR, 400 * 24 * HOUR};

    private final FigureFiles files;
    private final Clock clock;
    private final TreeMap<Instant, Figures> recent = new TreeMap<>();
    private final Map<LocalDate, List<Figures>> hours = new LinkedHashMap<>();

    KeptFigures(FigureFiles files, Clock clock) {
        this.files = files;
        this.clock = clock;
        LocalDate today = FigureFiles.day(clock.instant());
        for (LocalDate day = today.minusDays(2); !day.isAfter(today); day = day.plusDays(1)) {
            read(day).forEach(each -> recent.put(each.from(), each));
        }
        forget();
    }

    /** @throws IOException where it is in memory only */
    void add(Figures minute) throws IOException {
        synchronized (this) {
            recent.merge(minute.from(), minute, (one, other) -> one.with(other, one.from(), 1));
            forget();
        }
        files.append(minute);
    }

    @Override
    public List<Figures> series(Instant from, Instant to, int points) {
        if (points < 1 || points > MOST_POINTS || to.isBefore(from)) {
            throw new IllegalArgumentException("expected 1 to 2000 points of a time, found " + points + " from " + from
                    + " to " + to);
        }
        Instant oldest = clock.instant().minus(KEPT);
        Instant begin = from.isBefore(oldest) ? oldest : from;
        Instant last = clock.instant();
        Instant end = to.isAfter(last) ? last : to;
        if (!begin.isBefore(end)) {
            return List.of();
        }
        int step = step(begin, end, points);
        var steps = new TreeMap<Instant, Figures>();
        for (Figures each : all(first(begin, step), end, step >= HOUR)) {
            Instant first = first(each.from(), step);
            if (!first.isBefore(first(begin, step)) && each.from().isBefore(end)) {
                steps.merge(first, each.with(Figures.none(first, step), first, step),
                        (one, other) -> one.with(other, first, step));
            }
        }
        return List.copyOf(steps.values());
    }

    private static Instant first(Instant at, int step) {
        long seconds = step * 60L;
        return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), seconds) * seconds);
    }

    /** The shortest that gives no more points, with the one that begins before the time. */
    private static int step(Instant from, Instant to, int points) {
        for (int step : STEPS) {
            if (Duration.between(first(from, step), to).toSeconds() <= step * 60L * points) {
                return step;
            }
        }
        return STEPS[STEPS.length - 1];
    }

    private List<Figures> all(Instant from, Instant to, boolean byHour) {
        var all = new ArrayList<Figures>();
        Instant kept = clock.instant().minus(IN_MEMORY).truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
        LocalDate end = FigureFiles.day(to.isBefore(kept) ? to : kept);
        for (LocalDate day = FigureFiles.day(from); from.isBefore(kept) && !day.isAfter(end); day = day.plusDays(1)) {
            (byHour ? hours(day) : read(day)).stream().filter(each -> each.from().isBefore(kept)).forEach(all::add);
        }
        synchronized (this) {
            all.addAll(recent.tailMap(kept).values());
        }
        return all;
    }

    private synchronized List<Figures> hours(LocalDate day) {
        hours.keySet().removeIf(each -> each.isBefore(FigureFiles.day(clock.instant().minus(KEPT))));
        return hours.computeIfAbsent(day, its -> {
            var byHour = new TreeMap<Instant, Figures>();
            for (Figures each : read(its)) {
                Instant first = each.from().truncatedTo(ChronoUnit.HOURS);
                byHour.merge(first, each.with(Figures.none(first, HOUR), first, HOUR),
                        (one, other) -> one.with(other, first, HOUR));
            }
            return List.copyOf(byHour.values());
        });
    }

    private List<Figures> read(LocalDate day) {
        try {
            return files.read(day);
        } catch (IOException e) {
            LOG.warn("The figures of {} cannot be read: {}", day, e.toString());
            return List.of();
        }
    }

    private void forget() {
        recent.headMap(clock.instant().minus(IN_MEMORY)).clear();
    }
}
