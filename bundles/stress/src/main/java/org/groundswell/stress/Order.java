package org.groundswell.stress;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.groundswell.shared.forms.FormFields;

/** A test as it is ordered in the console, within the bounds of a form. Immutable. */
record Order(int visitors, int seconds, int donors, String target, String token) {
    static final int MOST_VISITORS = 500;
    static final int MOST_SECONDS = 900;
    private static final int SHORTEST = 5;

    /** What is wrong with a form, by the field; nothing where {@link #order} is there. */
    record Read(Optional<Order> order, String problem) {
    }

    static Read of(FormFields form) {
        Optional<Integer> visitors = number(form.get("visitors"), 1, MOST_VISITORS);
        Optional<Integer> seconds = number(form.get("seconds"), SHORTEST, MOST_SECONDS);
        Optional<Integer> donors = number(form.get("donors"), 0, 100);
        String target = form.get("target");
        String problem = visitors.isEmpty() ? "visitors" : seconds.isEmpty() ? "seconds" : donors.isEmpty() ? "donors"
                : !target.isEmpty() && !isAddress(target) ? "target"
                : !form.get("agreement").matches("[0-9a-f]{0,64}") ? "agreement" : "";
        return problem.isEmpty() ? new Read(Optional.of(new Order(visitors.orElseThrow(), seconds.orElseThrow(),
                donors.orElseThrow(), target, form.get("agreement"))), "") : new Read(Optional.empty(), problem);
    }

    /** As a user types it. */
    List<String> options() {
        var options = new ArrayList<String>();
        if (!target.isEmpty()) {
            options.add(target);
        }
        options.addAll(List.of("--visitors", Integer.toString(visitors), "--seconds", Integer.toString(seconds), "--donors",
                Integer.toString(donors)));
        if (!token.isEmpty()) {
            options.addAll(List.of("--token", token));
        }
        return options;
    }

    private static boolean isAddress(String text) {
        try {
            URI uri = URI.create(text);
            return text.matches("https?://.*") && uri.getHost() != null && uri.getUserInfo() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Optional<Integer> number(String text, int least, int most) {
        return text.matches("[0-9]{1,6}") && Integer.parseInt(text) >= least && Integer.parseInt(text) <= most
                ? Optional.of(Integer.parseInt(text)) : Optional.empty();
    }
}
