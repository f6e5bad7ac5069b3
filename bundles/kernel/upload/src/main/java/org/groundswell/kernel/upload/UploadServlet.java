package org.groundswell.kernel.upload;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.groundswell.kernel.api.health.DiskReserve;
import org.groundswell.kernel.api.keeper.Keeper;
import org.groundswell.kernel.api.keeper.SwapOutcome;
import org.groundswell.kernel.api.keeper.SwapRecord;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.api.node.Secret;
import org.groundswell.shared.deploy.DeployFiles;
import org.groundswell.shared.deploy.TooLargeException;
import org.groundswell.shared.forms.FormFields;
import org.groundswell.shared.visitors.VisitorLog;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.LoggerFactory;

/**
 * Puts a file into {@code deploy/} for whoever has the token, and says what became of it. On the admin port only, and
 * off until a token is set. Answers are a line of text; docs/integrators/remote.md lists them.
 */
@Component(service = Servlet.class, configurationPid = "org.groundswell.kernel.upload")
@Designate(ocd = UploadServlet.Config.class)
@HttpWhiteboardServletPattern("/deploy/*")
public final class UploadServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String SCHEME = "Bearer ";
    /** Characters; a shorter one could be found by trying. */
    private static final int SHORTEST = 20;
    private static final int INSUFFICIENT_STORAGE = 507;

    private final transient Optional<Secret> token;
    private final transient DeployFiles files;
    private final transient Outcomes outcomes;
    private final transient DiskReserve reserve;
    private final transient ReentrantLock one = new ReentrantLock();
    private final transient VisitorLog log = new VisitorLog(LoggerFactory.getLogger(UploadServlet.class));

    /** Settings of deploying from elsewhere. */
    @ObjectClassDefinition(name = "Groundswell kernel: deploying from elsewhere")
    public @interface Config {
        @AttributeDefinition(description = "Where the token is with which files may be put into deploy/ over the admin"
                + " port: env:NAME or file:path, never the token itself, of 20 characters at least; while it is empty"
                + " nobody may", type = AttributeType.PASSWORD)
        String token() default "";

        @AttributeDefinition(description = "Megabytes that a file may have", min = "1", max = "2000")
        int largestMegabytes() default 100;

        @AttributeDefinition(description = "Seconds that an answer waits for what becomes of a jar", min = "0",
                max = "600")
        int waitSeconds() default 60;
    }

    @Activate
    public UploadServlet(BundleContext context, @Reference Keeper keeper,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
            DiskReserve reserve, Config config) {
        this(config.token().isEmpty() ? Optional.empty()
                : Optional.of(Secret.of("token", config.token(), NodeFolder.of(context))),
                new DeployFiles(NodeFolder.of(context).resolve("deploy"), (long) config.largestMegabytes() << 20),
                new Outcomes(keeper, Duration.ofSeconds(config.waitSeconds())), reserve);
    }

    UploadServlet(Optional<Secret> token, DeployFiles files, Outcomes outcomes, DiskReserve reserve) {
        if (token.isPresent() && token.get().value().length() < SHORTEST) {
            throw new IllegalArgumentException("token: expected " + SHORTEST + " characters at least, found fewer");
        }
        this.token = token;
        this.files = files;
        this.outcomes = outcomes;
        this.reserve = reserve;
    }

    private record Answer(int status, String text) {
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Answer answer = answer(request);
        if (answer.status() == HttpServletResponse.SC_UNAUTHORIZED) {
            response.setHeader("WWW-Authenticate", "Bearer realm=\"deploy\"");
        }
        response.setStatus(answer.status());
        response.setContentType("text/plain;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.getWriter().println(answer.text());
    }

    private Answer answer(HttpServletRequest request) throws IOException {
        if (token.isEmpty()) {
            return new Answer(404, "deploying over this port is off: set token in conf/org.groundswell.kernel.upload.cfg");
        }
        if (!isAllowed(request.getHeader("Authorization"))) {
            log.warn("Somebody without the token wanted to deploy");
            return new Answer(401, "the header 'Authorization: Bearer TOKEN' is missing or has another token");
        }
        String name = Optional.ofNullable(request.getPathInfo()).orElse("/").substring(1);
        if (!DeployFiles.isName(name)) {
            return new Answer(400, "expected /deploy/NAME with a name of letters, digits, '.', '_' and '-' that ends in"
                    + " .jar or .json");
        }
        if (!one.tryLock()) {
            return new Answer(503, "another file is on its way: try again");
        }
        try {
            return "yes".equals(request.getParameter("remove")) ? remove(name) : put(name, request);
        } finally {
            one.unlock();
        }
    }

    private boolean isAllowed(String header) {
        return header != null && header.startsWith(SCHEME) && MessageDigest.isEqual(
                header.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8),
                token.orElseThrow().value().getBytes(StandardCharsets.UTF_8));
    }

    private Answer remove(String name) throws IOException {
        return files.remove(name) ? new Answer(200, "deploy/" + name + " is removed; what it brought leaves now")
                : new Answer(404, "deploy/" + name + " is not there");
    }

    private Answer put(String name, HttpServletRequest request) throws IOException {
        if (FormFields.isForm(request)) {
            return new Answer(415, "send the file as it is, with 'Content-Type: application/octet-stream'");
        }
        Optional<String> shortage = reserve == null ? Optional.empty() : reserve.shortage();
        if (shortage.isPresent()) {
            return new Answer(INSUFFICIENT_STORAGE, "nothing is written now: " + shortage.get());
        }
        Instant begun = Instant.now();
        try {
            if (!files.write(name, request.getInputStream())) {
                return new Answer(200, "deploy/" + name + " has these very bytes already");
            }
        } catch (TooLargeException e) {
            return new Answer(413, e.getMessage());
        }
        // How many bundles a feature brings, only the keeper knows.
        return (name.endsWith(".jar") ? outcomes.await(name, begun) : Optional.<SwapRecord>empty())
                .map(UploadServlet::answer).orElse(new Answer(202, "deploy/" + name
                + " is there; the shell's groundswell:history says what becomes of it"));
    }

    private static Answer answer(SwapRecord record) {
        String text = record.outcome() + " " + record.bundle() + " " + record.to()
                + (record.reason().isEmpty() ? "" : ": " + record.reason());
        return new Answer(record.outcome() == SwapOutcome.GOOD ? 200 : 409, text);
    }
}
