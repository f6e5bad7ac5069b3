package org.groundswell.console.rest;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.groundswell.console.api.Authenticator;
import org.groundswell.console.api.Role;
import org.groundswell.console.api.SignedIn;
import org.groundswell.console.api.rest.RestAnswer;
import org.groundswell.console.api.rest.RestCall;
import org.groundswell.console.api.rest.RestProblemException;
import org.groundswell.console.api.rest.RestRoutes;
import org.groundswell.console.api.rest.Route;
import org.groundswell.shared.servlets.Shares;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leads each call to the bundle that has its route, once it is as the route declares. */
@Component(service = Servlet.class, configurationPid = "org.groundswell.console.rest")
@HttpWhiteboardContextSelect(RestContext.SELECT)
@HttpWhiteboardServletPattern("/*")
@Designate(ocd = RestServlet.Config.class)
public final class RestServlet extends HttpServlet {
    static final String VERSION = "/v1";
    private static final String DESCRIPTION = "/openapi.json";
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(RestServlet.class);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int RETRY_SECONDS = 5;

    private final transient List<RestRoutes> offered = new CopyOnWriteArrayList<>();
    /** Paths that were there: one that is missing while its bundle is exchanged is no mistake of whoever asks. */
    private final transient Set<String> seen = ConcurrentHashMap.newKeySet();
    private final transient CallLimit limit;
    private final transient Semaphore files;
    /** One place is always left for somebody else. */
    private final transient Shares shares;
    private final String version;

    /** Settings of what programs may ask. */
    @ObjectClassDefinition(name = "Groundswell console: rest")
    public @interface Config {
        @AttributeDefinition(min = "1", max = "60000", description = "How many calls one token may make in a minute")
        int callsPerMinute() default 600;

        @AttributeDefinition(min = "1", max = "16", description = "How many files are written at the same time")
        int filesAtOnce() default 2;
    }

    @Activate
    public RestServlet(BundleContext context, Config config) {
        this(config.callsPerMinute(), config.filesAtOnce(), context.getBundle().getVersion().toString());
    }

    RestServlet(int callsPerMinute, int filesAtOnce, String version) {
        this.limit = new CallLimit(callsPerMinute, Clock.systemUTC());
        this.files = new Semaphore(filesAtOnce);
        this.shares = new Shares(Math.max(1, filesAtOnce - 1));
        this.version = version;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void add(RestRoutes routes) {
        offered.add(routes);
        routes.routes().forEach(each -> seen.add(each.path()));
    }

    void remove(RestRoutes routes) {
        offered.remove(routes);
    }

    private List<Route> routes() {
        return offered.stream().flatMap(each -> each.routes().stream()).toList();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            answer(request, response);
        } catch (BadCallException e) {
            Problems.send(response, e.status(), e.kind(), e.getMessage(), e.faults());
        } catch (RestProblemException e) {
            if (e.status() == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
                response.setIntHeader("Retry-After", RETRY_SECONDS);
            }
            Problems.send(response, e.status(), e.kind(), e.getMessage());
        } catch (EOFException e) {
            // The request ends too early: whoever asks has gone, and there is nothing to be told to anybody.
            throw e;
        } catch (IOException | RuntimeException e) {
            failed(request, response, e);
        }
    }

    private static void failed(HttpServletRequest request, HttpServletResponse response, Exception e) throws IOException {
        if (response.isCommitted()) {
            // Broken off, so that half a file is not taken for a whole one.
            throw new IOException("An answer was broken off", e);
        }
        boolean disk = e instanceof IOException;
        LOG.error("{} of the admin's interface fails", request.getMethod(), e);
        response.resetBuffer();
        Problems.send(response, disk ? 503 : 500, disk ? "not-kept" : "failed",
                disk ? "It cannot be kept now, and was not done. Ask again later."
                        : "This should not happen; the node's log says more.");
    }

    private void answer(HttpServletRequest request, HttpServletResponse response) throws BadCallException, IOException {
        var person = (SignedIn) request.getAttribute(RestContext.PERSON);
        int seconds = limit.wait(request.getAttribute(Authenticator.TOKEN) instanceof String id ? id : "");
        if (seconds > 0) {
            response.setIntHeader("Retry-After", seconds);
            throw new BadCallException(TOO_MANY_REQUESTS, "too-many", "This token has made too many calls in this minute.");
        }
        String path = request.getPathInfo() == null ? "" : request.getPathInfo();
        String below = path.startsWith(VERSION + "/") ? path.substring(VERSION.length()) : "";
        if (below.equals(DESCRIPTION) && isReading(request)) {
            write(request, response, "application/json", OpenApi.of(routes(), version).toString()
                    .getBytes(StandardCharsets.UTF_8));
            return;
        }
        Routing.Found found = found(request, response, below);
        if (found == null) {
            return;
        }
        var known = new KnownRequest(request, person);
        if (found.route().roles().stream().map(Role::id).noneMatch(known::isUserInRole)
                && !known.isUserInRole(Role.OWNER.id())) {
            throw new BadCallException(HttpServletResponse.SC_FORBIDDEN, "not-allowed", "This token may not do that: it needs"
                    + " one of " + found.route().roles().stream().map(Role::id).sorted().toList() + ".");
        }
        RestCall call = CallReader.read(known, found);
        give(known, response, found.route(), call);
    }

    /** The route; null where the methods of this path were all that was asked for. */
    private Routing.Found found(HttpServletRequest request, HttpServletResponse response, String path)
            throws BadCallException {
        var routing = new Routing(routes());
        Optional<Routing.Found> found = routing.find(request.getMethod(), path);
        List<String> methods = path.equals(DESCRIPTION) ? List.of("GET", "HEAD", "OPTIONS") : routing.methods(path);
        if (found.isPresent()) {
            return found.get();
        }
        if (methods.isEmpty() && Routing.isAmong(seen, path)) {
            response.setIntHeader("Retry-After", RETRY_SECONDS);
            throw new BadCallException(503, "away", "What answers this is being exchanged. Ask again in a few seconds.");
        }
        if (methods.isEmpty()) {
            throw new BadCallException(404, "no-such-path", "There is no such path: see " + RestContext.PATH + VERSION
                    + DESCRIPTION + ".");
        }
        response.setHeader("Allow", String.join(", ", methods));
        if (request.getMethod().equals("OPTIONS")) {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            return null;
        }
        throw new BadCallException(405, "no-such-method", "This path knows " + String.join(", ", methods) + ".");
    }

    private void give(HttpServletRequest request, HttpServletResponse response, Route route, RestCall call)
            throws BadCallException, IOException {
        if (route.types().isEmpty()) {
            answer(request, response, route, call);
            return;
        }
        String person = String.valueOf(request.getRemoteUser());
        if (!shares.take(person)) {
            throw tooManyFiles(response, "Other files are being written for you. Ask again when one is complete.");
        }
        try {
            if (!files.tryAcquire()) {
                throw tooManyFiles(response, "Other files are being written. Ask again later.");
            }
            try {
                answer(request, response, route, call);
            } finally {
                files.release();
            }
        } finally {
            shares.giveBack(person);
        }
    }

    private static BadCallException tooManyFiles(HttpServletResponse response, String why) {
        response.setIntHeader("Retry-After", RETRY_SECONDS);
        return new BadCallException(TOO_MANY_REQUESTS, "too-many", why);
    }

    private static void answer(HttpServletRequest request, HttpServletResponse response, Route route, RestCall call)
            throws BadCallException, IOException {
        switch (route.handler().answer(call)) {
            case RestAnswer.Json json -> {
                response.setStatus(route.status());
                if (!json.tag().isEmpty()) {
                    response.setHeader("ETag", '"' + json.tag() + '"');
                }
                if (!json.location().isEmpty()) {
                    response.setHeader("Location", RestContext.PATH + VERSION + json.location());
                }
                write(request, response, "application/json", AnswerJson.of(json.body()));
            }
            case RestAnswer.Nothing _ -> response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            case RestAnswer.File file -> {
                response.setContentType(file.type());
                response.setHeader("Content-Disposition", "attachment; filename=\"" + file.name() + "\"");
                if (!request.getMethod().equals("HEAD")) {
                    file.content().writeTo(response.getOutputStream());
                }
            }
        }
    }

    private static boolean isReading(HttpServletRequest request) {
        return Stream.of("GET", "HEAD").anyMatch(request.getMethod()::equals);
    }

    private static void write(HttpServletRequest request, HttpServletResponse response, String type, byte[] bytes)
            throws IOException {
        response.setContentType(type);
        response.setContentLength(bytes.length);
        if (!request.getMethod().equals("HEAD")) {
            response.getOutputStream().write(bytes);
        }
    }
}
