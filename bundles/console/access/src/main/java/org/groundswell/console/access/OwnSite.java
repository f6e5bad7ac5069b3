package org.groundswell.console.access;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Whether a request comes from the admin side's own pages, or from a script. A browser sends the admin's password along
 * with whatever any page asks it for, so the password alone says nothing about who wants something. Immutable.
 */
final class OwnSite {
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "OPTIONS", "POST");
    /** With these in its query, a GET changes something on one of the console's pages. */
    private static final Set<String> CHANGING = Set.of("action", "apply", "delete", "unbind", "propertylist",
            "shutdown_timer", "shutdown_type");
    /** The settings page has its GETs taken for POSTs where it reads a form; nothing but these names reads only. */
    private static final String AS_POST = "post";
    private static final Set<String> READING_AS_POST =
            Set.of(AS_POST, "create", "ts", "pid", "pidFilter", "factoryPid", "factoryCreate", "referer");

    static final int NO_SUCH_METHOD = 405;

    private final Set<String> names;

    /** @param names under which admins reach this node, beside addresses and the names of the loopback */
    OwnSite(List<String> names) {
        this.names = names.stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Why a request is not served. */
    record Refusal(int status, String reason) {
    }

    /** Why this request is refused; nothing where it may go on, to the question for the password for example. */
    Optional<Refusal> refusal(AdminRequest request) {
        Optional<Authority> host = request.host().size() == 1 ? Authority.ofHost(request.host().getFirst())
                : Optional.empty();
        if (!request.host().isEmpty() && !host.map(this::isOurs).orElse(false)) {
            return refused(421, "This node's admin side is not known under this name: use its address, or set"
                    + " publicUrl in conf/org.groundswell.edge.admin.cfg or hosts in"
                    + " conf/org.groundswell.console.access.cfg.");
        }
        if (request.isRead() && (request.hasBody() || changes(request.parameters()))) {
            return refused(403, "Nothing is changed by a GET: send a POST.");
        }
        if (!comesFromHere(request, host)) {
            return refused(403, "This request comes from another site's page.");
        }
        // Last of all: programs have other methods, which their own interface judges.
        return METHODS.contains(request.method()) ? Optional.empty()
                : refused(NO_SUCH_METHOD, "This side knows GET, HEAD, OPTIONS and POST.");
    }

    private boolean isOurs(Authority host) {
        return host.isAddress() || host.isLoopbackName() || names.contains(host.host());
    }

    private static boolean changes(Set<String> parameters) {
        return parameters.stream().anyMatch(CHANGING::contains)
                || parameters.contains(AS_POST) && !READING_AS_POST.containsAll(parameters);
    }

    /** Each header may be missing, but none may be there twice or say something else. */
    private static boolean comesFromHere(AdminRequest request, Optional<Authority> host) {
        boolean isLink = request.method().equals("GET") && request.mode().equals(List.of("navigate"));
        if (!isLink && !request.site().isEmpty() && !request.site().equals(List.of("same-origin"))
                && !request.site().equals(List.of("none"))) {
            return false;
        }
        if (!request.origin().isEmpty()) {
            return isOnly(request.origin(), host, text -> ofScheme(request, text).flatMap(Authority::ofOrigin));
        }
        if (request.isRead() || request.site().equals(List.of("same-origin"))) {
            return true;
        }
        return request.referer().isEmpty() ? request.site().isEmpty()
                : isOnly(request.referer(), host, text -> ofScheme(request, text).flatMap(Authority::ofReferer));
    }

    /** A page without TLS is not one of a site with it, whatever it is called: anybody on the way may have written it. */
    private static Optional<String> ofScheme(AdminRequest request, String text) {
        return Optional.of(text).filter(each -> !request.secure() || each.startsWith("https://"));
    }

    private static boolean isOnly(List<String> values, Optional<Authority> host,
            Function<String, Optional<Authority>> reader) {
        return values.size() == 1 && host.isPresent()
                && reader.apply(values.getFirst()).map(from -> from.isServedBy(host.get())).orElse(false);
    }

    private static Optional<Refusal> refused(int status, String reason) {
        return Optional.of(new Refusal(status, reason));
    }
}
