package org.groundswell.pages.check;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import org.groundswell.pages.check.OutsideAnswer.Fault;

/**
 * The links to one other site: tried one at a time. What cannot be reached is asked once, and one that keeps others waiting is
 * left alone after a few times. For one thread.
 */
final class OutsideSite {
    private static final int MOST_REDIRECTS = 5;
    private static final int MOST_SILENCES = 3;
    /** A site that does not want HEAD says so in one of these ways. */
    private static final List<Integer> ASK_AGAIN = List.of(400, 403, 404, 405, 406, 500, 501, 503);
    /** Gone for everybody; other refusals are for programs, and a person gets through. */
    private static final List<Integer> GONE = List.of(404, 410);

    private final BiFunction<String, URI, OutsideAnswer> ask;
    private final OutsideMemory memory;
    private final BooleanSupplier isOver;
    private final Map<String, String> unreachable = new HashMap<>();
    private int silences;

    /** @param isOver whether nobody is asked any more */
    OutsideSite(BiFunction<String, URI, OutsideAnswer> ask, OutsideMemory memory, BooleanSupplier isOver) {
        this.ask = ask;
        this.memory = memory;
        this.isOver = isOver;
    }

    /**
     * Tries them.
     *
     * @param said is given the link, and why it leads nowhere, or "" where it leads somewhere
     * @return whether all were tried, or are remembered
     */
    boolean look(List<String> links, BiConsumer<String, String> said) {
        boolean isWhole = true;
        for (String link : links) {
            Optional<String> why = memory.said(link).or(() -> {
                Optional<String> answered = why(link);
                answered.ifPresent(each -> memory.keep(link, each));
                return answered;
            });
            why.ifPresent(each -> said.accept(link, each));
            isWhole &= why.isPresent();
        }
        return isWhole;
    }

    private Optional<String> why(String link) {
        Optional<URI> address = OutsideAddress.of(link);
        if (address.isEmpty()) {
            return Optional.of("is no address that can be tried");
        }
        String scheme = address.get().getScheme();
        if (unreachable.containsKey(scheme)) {
            return Optional.of(unreachable.get(scheme));
        }
        Optional<OutsideAnswer> answer = silences < MOST_SILENCES ? followed(address.get()) : Optional.empty();
        return answer.map(each -> {
            if (each.fault() == Fault.SITE) {
                unreachable.put(scheme, each.why());
            } else if (each.fault() == Fault.SILENCE) {
                silences++;
            }
            return GONE.contains(each.status()) ? "leads nowhere: the site answers " + each.status() : each.why();
        });
    }

    /** What is said at the end of all redirections; empty where the time is over before. */
    private Optional<OutsideAnswer> followed(URI first) {
        URI at = first;
        for (int i = 0; i <= MOST_REDIRECTS; i++) {
            if (isOver.getAsBoolean()) {
                return Optional.empty();
            }
            OutsideAnswer answer = ask.apply("HEAD", at);
            if (ASK_AGAIN.contains(answer.status())) {
                answer = ask.apply("GET", at);
            }
            if (!answer.sendsOn()) {
                boolean elsewhere = i > 0 && answer.fault() == Fault.SITE;
                return Optional.of(elsewhere ? new OutsideAnswer(0, "", answer.why(), Fault.SILENCE) : answer);
            }
            Optional<URI> next = OutsideAddress.next(at, answer.location());
            if (next.isEmpty()) {
                return Optional.of(OutsideAnswer.failed("is no address that can be tried"));
            }
            at = next.get();
        }
        return Optional.of(OutsideAnswer.failed("sends on and on"));
    }
}
