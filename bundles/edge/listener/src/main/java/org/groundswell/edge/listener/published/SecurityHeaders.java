package org.groundswell.edge.listener.published;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.groundswell.edge.api.FormTarget;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.AnyService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The headers every public response carries. Nothing on a page may come from elsewhere or stand in a frame. */
@Component(service = SecurityHeaders.class)
public final class SecurityHeaders {
    private static final HttpField[] FIXED = {
        new PreEncodedHttpField("X-Content-Type-Options", "nosniff"),
        new PreEncodedHttpField("X-Frame-Options", "DENY"),
        new PreEncodedHttpField("Referrer-Policy", "same-origin"),
        new PreEncodedHttpField("Cross-Origin-Opener-Policy", "same-origin"),
        new PreEncodedHttpField("Permissions-Policy", "camera=(), geolocation=(), microphone=()") };

    private final Map<ServiceReference<?>, String[]> origins = new ConcurrentHashMap<>();
    private volatile HttpField policy = policy();

    /** Made by the framework. */
    @Activate
    public SecurityHeaders() {
    }

    @Reference(service = AnyService.class, target = "(" + FormTarget.ORIGIN + "=*)",
            cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindFormTarget(ServiceReference<?> target) {
        switch (target.getProperty(FormTarget.ORIGIN)) {
            case String[] many -> origins.put(target, many);
            case String one -> origins.put(target, new String[] {one});
            default -> origins.remove(target);
        }
        policy = policy();
    }

    void unbindFormTarget(ServiceReference<?> target) {
        origins.remove(target);
        policy = policy();
    }

    /** The field that changes when a gateway comes or goes; another object then. */
    HttpField current() {
        return policy;
    }

    public void addTo(HttpFields.Mutable headers) {
        for (HttpField field : FIXED) {
            headers.add(field);
        }
        headers.add(policy);
    }

    /** Those for a page that says itself who may show it in a frame ({@link PageHeaders}). */
    public void addWithoutFraming(HttpFields.Mutable headers) {
        for (HttpField field : FIXED) {
            if (!PageHeaders.FRAMING.contains(field.getName())) {
                headers.add(field);
            }
        }
    }

    /** All of them as lines of a response, each with its end. */
    String lines() {
        HttpFields.Mutable all = HttpFields.build();
        addTo(all);
        return all.stream().map(field -> field.getName() + ": " + field.getValue() + "\r\n")
                .collect(Collectors.joining());
    }

    private HttpField policy() {
        var targets = new TreeSet<String>();
        origins.values().forEach(allowed -> targets.addAll(List.of(allowed)));
        String formAction = targets.isEmpty() ? "'self'" : "'self' " + String.join(" ", targets);
        return new PreEncodedHttpField("Content-Security-Policy", "default-src 'none'; script-src 'self'; "
                + "style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
                + "base-uri 'none'; frame-ancestors 'none'; form-action " + formAction);
    }
}
