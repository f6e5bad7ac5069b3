package org.groundswell.kernel.keeper.paths;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.parsers.ParserConfigurationException;
import org.groundswell.kernel.keeper.jars.BundleFile;
import org.groundswell.shared.services.ServletPattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xml.sax.SAXException;

/**
 * What a bundle wants to answer with the servlet whiteboard (OSGi Compendium, chapter 140): what its components say in
 * its jar, or what it has registered.
 */
public final class PathClaims {
    private static final Logger LOG = LoggerFactory.getLogger(PathClaims.class);
    private static final String WHITEBOARD = "osgi.http.whiteboard.";
    static final String CONTEXT_NAME = WHITEBOARD + "context.name";
    static final String CONTEXT_PATH = WHITEBOARD + "context.path";
    private static final String SELECT = WHITEBOARD + "context.select";
    private static final List<String> PATTERNS = List.of(WHITEBOARD + "servlet.pattern",
            WHITEBOARD + "resource.pattern", WHITEBOARD + "filter.pattern");
    private static final String SERVLET_NAME = WHITEBOARD + "servlet.name";
    private static final String FILTER_REGEX = WHITEBOARD + "filter.regex";
    private static final String FILTER_SERVLET = WHITEBOARD + "filter.servlet";
    private static final String ERROR_PAGE = WHITEBOARD + "servlet.errorPage";
    private static final String PREPROCESSOR = "org.osgi.service.servlet.whiteboard.Preprocessor";
    /** From the first letter that means something on. */
    private static final Pattern PLAIN = Pattern.compile("(?:.[*?{]|[.\\[\\](){}*+?^$\\\\]).*", Pattern.DOTALL);

    private PathClaims() {
    }

    /** Of the components in a jar. */
    public static Set<PathClaim> of(BundleFile jar) {
        var services = new ArrayList<Map<String, Object>>();
        try (var file = new JarFile(jar.path().toFile(), false)) {
            for (var entry : file.stream().filter(each -> each.getName().matches("OSGI-INF/[^/]*\\.xml")).toList()) {
                try (InputStream in = file.getInputStream(entry)) {
                    services.add(ComponentDescription.read(in));
                }
            }
        } catch (IOException | SAXException | ParserConfigurationException e) {
            // What cannot be read is seen when it is registered.
            LOG.debug("Not all components of {} can be read", jar.symbolicName(), e);
        }
        return of(services);
    }

    /** Of the services that a bundle has registered. */
    public static Set<PathClaim> of(Bundle bundle) {
        ServiceReference<?>[] registered;
        try {
            registered = bundle.getRegisteredServices();
        } catch (IllegalStateException e) {
            return Set.of();
        }
        var services = new ArrayList<Map<String, Object>>();
        for (ServiceReference<?> reference : registered == null ? new ServiceReference<?>[0] : registered) {
            var properties = new HashMap<String, Object>();
            for (String key : reference.getPropertyKeys()) {
                if (key.startsWith(WHITEBOARD) || key.equals(Constants.OBJECTCLASS)) {
                    properties.put(key, reference.getProperty(key));
                }
            }
            services.add(properties);
        }
        return of(services);
    }

    private static Set<PathClaim> of(List<Map<String, Object>> services) {
        Set<String> own = services.stream().flatMap(each -> texts(each.get(SERVLET_NAME)).stream()).collect(Collectors.toSet());
        var claims = new HashSet<PathClaim>();
        services.forEach(each -> add(claims, each, own));
        return claims;
    }

    /** @param own names of the bundle's own servlets, which its filters may have */
    private static void add(Set<PathClaim> claims, Map<String, Object> service, Set<String> own) {
        if (service.containsKey(CONTEXT_PATH)) {
            claims.add(new PathClaim.OwnContext(Objects.toString(service.get(CONTEXT_NAME), ""),
                    service.get(CONTEXT_PATH).toString()));
        }
        var patterns = new ArrayList<String>();
        PATTERNS.forEach(key -> patterns.addAll(texts(service.get(key))));
        texts(service.get(FILTER_REGEX)).stream().map(PathClaims::begins).forEach(patterns::add);
        if (!own.containsAll(texts(service.get(FILTER_SERVLET)))) {
            patterns.add(PathClaim.ALL.text());
        }
        if (!texts(service.get(ERROR_PAGE)).isEmpty()) {
            patterns.add(PathClaim.ERROR_PAGES.text());
        }
        String select = Objects.toString(service.get(SELECT), "");
        patterns.stream().map(String::strip).map(ServletPattern::new)
                .forEach(each -> claims.add(new PathClaim.InContexts(select, each)));
        if (texts(service.get(Constants.OBJECTCLASS)).contains(PREPROCESSOR)) {
            claims.add(new PathClaim.EveryRequest());
        }
    }

    /** As a pattern what a regular expression can match: all below what it begins with in plain letters. */
    private static String begins(String regex) {
        String plain = PLAIN.matcher(regex.startsWith("^") ? regex.substring(1) : regex).replaceFirst("");
        String folder = regex.contains("|") ? "" : plain.substring(0, Math.max(0, plain.lastIndexOf('/')));
        return folder + PathClaim.ALL.text();
    }

    private static Collection<String> texts(Object value) {
        return switch (value) {
            case null -> List.of();
            case Object[] many -> Arrays.stream(many).map(String::valueOf).toList();
            case Collection<?> many -> many.stream().map(String::valueOf).toList();
            default -> List.of(value.toString());
        };
    }
}
