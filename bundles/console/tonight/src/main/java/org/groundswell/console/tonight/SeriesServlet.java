package org.groundswell.console.tonight;

import com.google.gson.Gson;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.forms.FormFields;
import org.groundswell.stats.api.Figures;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** What the charts draw, as numbers: {@code ?time=hour}, {@code day} or {@code campaign}. */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = {"viewer", "editor", "finance", "operator"})
@HttpWhiteboardServletPattern("/tonight/series")
public final class SeriesServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Curves curves;
    private final transient Gson gson = new Gson();

    /**
     * A step.
     *
     * @param at    its beginning, seconds since the epoch
     * @param gifts a minute
     * @param slow  milliseconds
     */
    record Point(long at, double gifts, long visitors, double slow, long errors) {
    }

    @Activate
    public SeriesServlet(@Reference Curves curves) {
        this.curves = curves;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Curves.Time> time = time(request);
        if (time.isEmpty()) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        Curves.Curve curve = curves.of(time.get());
        // A site that takes real money shows no tests; before that there is nothing else.
        boolean tests = curve.now().stream().allMatch(each -> each.gifts() == 0)
                && curve.now().stream().anyMatch(each -> each.tests() > 0);
        response.setContentType("application/json");
        response.setCharacterEncoding("UTF-8");
        response.getWriter().write(gson.toJson(Map.of("from", curve.from().getEpochSecond(), "to",
                curve.to().getEpochSecond(), "apart", curve.apart().toSeconds(), "zone", curves.zone().getId(),
                "tests", tests, "now", points(curve.now(), 0, tests),
                "then", points(curve.then(), curve.apart().toSeconds(), tests))));
    }

    /** @param later moved so many seconds towards today */
    private static List<Point> points(List<Figures> figures, long later, boolean tests) {
        return figures.stream().map(each -> new Point(each.from().getEpochSecond() + later,
                (double) (tests ? each.tests() : each.gifts()) / each.minutes(), each.visitors(), each.p99Micros() / 1000.0,
                each.errors())).toList();
    }

    private static Optional<Curves.Time> time(HttpServletRequest request) {
        try {
            String asked = FormFields.query(request).get("time");
            return Arrays.stream(Curves.Time.values()).filter(each -> each.name().toLowerCase(Locale.ROOT).equals(asked))
                    .findFirst();
        } catch (BadFormException e) {
            return Optional.empty();
        }
    }
}
