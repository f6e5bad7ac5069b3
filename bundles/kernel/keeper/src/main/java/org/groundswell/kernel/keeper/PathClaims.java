package org.groundswell.kernel.keeper;

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
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.groundswell.shared.services.ServletPattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The paths of the public port that a bundle wants to answer with the servlet whiteboard (OSGi Compendium, chapter
 * 140): what its components say in its jar, or what it has registered.
 */
final class PathClaims {
    private static final Logger LOG = LoggerFactory.getLogger(PathClaims.class);
    private static final String WHITEBOARD = "osgi.http.whiteboard.";
    private static final String SELECT = WHITEBOARD + "context.select";
    private static final String CONTEXT_NAME = WHITEBOARD + "context.name";
    private static final String CONTEXT_PATH = WHITEBOARD + "context.path";
    private static final List<String> PATTERNS = List.of(WHITEBOARD + "servlet.pattern",
            WHITEBOARD + "resource.pattern", WHITEBOARD + "filter.pattern");
    /** The context that the edge leads visitors to, see PublicServlet in its api. */
    private static final String PUBLIC = "org.groundswell.public";
    private static final String PUBLIC_PATH = "/public";

    private PathClaims() {
    }

    /** Of the components in a jar. */
    static Set<ServletPattern> of(BundleFile jar) {
        var claims = new HashSet<ServletPattern>();
        try (var file = new JarFile(jar.path().toFile(), false)) {
            for (var entry : file.stream().filter(each -> each.getName().matches("OSGI-INF/[^/]*\\.xml")).toList()) {
                try (InputStream in = file.getInputStream(entry)) {
                    claims.addAll(of(properties(in)));
                }
            }
        } catch (IOException | SAXException | ParserConfigurationException e) {
            // What cannot be read is seen when it is registered.
            LOG.debug("Not all components of {} can be read", jar.symbolicName(), e);
        }
        return claims;
    }

    /** Of the services that a bundle has registered. */
    static Set<ServletPattern> of(Bundle bundle) {
        ServiceReference<?>[] registered;
        try {
            registered = bundle.getRegisteredServices();
        } catch (IllegalStateException e) {
            return Set.of();
        }
        var claims = new HashSet<ServletPattern>();
        for (ServiceReference<?> reference : registered == null ? new ServiceReference<?>[0] : registered) {
            var properties = new HashMap<String, Object>();
            for (String key : reference.getPropertyKeys()) {
                if (key.startsWith(WHITEBOARD)) {
                    properties.put(key, reference.getProperty(key));
                }
            }
            claims.addAll(of(properties));
        }
        return claims;
    }

    private static Set<ServletPattern> of(Map<String, Object> properties) {
        var claims = new HashSet<ServletPattern>();
        String path = Objects.toString(properties.get(CONTEXT_PATH), "");
        if (PUBLIC.equals(properties.get(CONTEXT_NAME)) || path.equals(PUBLIC_PATH)) {
            claims.add(new ServletPattern("/*"));
        } else if (path.startsWith(PUBLIC_PATH + "/")) {
            // A context of its own below the public one takes everything below its path.
            claims.add(new ServletPattern(path.substring(PUBLIC_PATH.length()) + "/*"));
        }
        if (isPublic(properties.get(SELECT))) {
            PATTERNS.stream().flatMap(key -> texts(properties.get(key)).stream()).map(String::strip)
                    .map(ServletPattern::new).forEach(claims::add);
        }
        return claims;
    }

    private static boolean isPublic(Object select) {
        if (select == null) {
            return false;
        }
        try {
            return FrameworkUtil.createFilter(select.toString()).matches(Map.of(CONTEXT_NAME, PUBLIC, CONTEXT_PATH,
                    PUBLIC_PATH));
        } catch (InvalidSyntaxException e) {
            return PUBLIC.equals(select);
        }
    }

    private static Collection<String> texts(Object value) {
        return switch (value) {
            case null -> List.of();
            case Object[] many -> Arrays.stream(many).map(String::valueOf).toList();
            case Collection<?> many -> many.stream().map(String::valueOf).toList();
            default -> List.of(value.toString());
        };
    }

    /** The properties that a component's description gives it; lines of text are several values. */
    private static Map<String, Object> properties(InputStream xml)
            throws IOException, SAXException, ParserConfigurationException {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        DocumentBuilder builder = factory.newDocumentBuilder();
        // It would print what is wrong.
        builder.setErrorHandler(null);
        NodeList elements = builder.parse(xml).getElementsByTagName("property");
        var properties = new HashMap<String, Object>();
        for (int i = 0; i < elements.getLength(); i++) {
            var element = (Element) elements.item(i);
            var values = new ArrayList<String>();
            if (element.hasAttribute("value")) {
                values.add(element.getAttribute("value"));
            } else {
                element.getTextContent().lines().map(String::strip).filter(line -> !line.isEmpty())
                        .forEach(values::add);
            }
            properties.put(element.getAttribute("name"), values.size() == 1 ? values.getFirst()
                    : values.toArray(String[]::new));
        }
        return properties;
    }
}
