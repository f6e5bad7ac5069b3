package org.groundswell.console.audit;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.groundswell.console.api.AuditLog;
import org.groundswell.console.api.Authenticator;
import org.groundswell.kernel.api.node.NodeFolder;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** The log of this node, in {@code data/console}. */
@Component(service = {AuditLog.class, AuditTrail.class})
public final class AuditTrail implements AuditLog {
    private final AuditFile file;

    @Activate
    public AuditTrail(BundleContext context) throws IOException {
        this(new AuditFile(NodeFolder.of(context).resolve("data/console"), Clock.systemUTC()));
    }

    AuditTrail(AuditFile file) {
        this.file = file;
    }

    @Deactivate
    void close() throws IOException {
        file.close();
    }

    @Override
    public void note(HttpServletRequest request, String action, String subject, String detail) throws IOException {
        file.append(who(request), action, subject, detail);
    }

    /** A script is noted under its person's name, with the token it has shown: no name has a slash. */
    private static String who(HttpServletRequest request) {
        String name = request.getRemoteUser() == null ? "" : request.getRemoteUser();
        return request.getAttribute(Authenticator.TOKEN) instanceof String token ? name + "/" + token : name;
    }

    List<AuditFile.Line> before(long number, int most) throws IOException {
        return file.before(number, most);
    }

    /** Takes the words of an entry away, and notes that. */
    void erase(HttpServletRequest request, long number) throws IOException {
        note(request, "audit.erase", Long.toString(number), "");
        file.erase(Set.of(number));
    }

    /** Takes the words of entries away that were kept long enough. */
    void erase(Set<Long> numbers) throws IOException {
        file.erase(numbers);
    }

    Set<Long> worded(Predicate<Instant> time) throws IOException {
        return file.worded(time);
    }

    long size() {
        return file.size();
    }

    Proof prove() throws IOException {
        return file.prove();
    }
}
