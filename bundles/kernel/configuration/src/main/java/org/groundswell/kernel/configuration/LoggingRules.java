package org.groundswell.kernel.configuration;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/** Finds in {@code conf/logback.xml} what would leave a node without its log. Immutable. */
final class LoggingRules {
    private static final String PLACE = "conf/logback.xml: ";
    private static final Set<String> FORMATS = Set.of("text", "json");
    private static final String FORMAT = "${format}";
    private static final String VARIABLE = "${";
    private static final String CLASS = "class";
    private static final String LEVEL = "level";
    /** In letters of any size; for any other word Logback takes DEBUG, and writes whatever anybody says. */
    private static final Set<String> LEVELS =
            Set.of("ALL", "TRACE", "DEBUG", "INFO", "WARN", "ERROR", "OFF", "INHERITED", "NULL");

    private LoggingRules() {
    }

    /**
     * @param isThere whether Logback finds a class of this name
     * @return what has to be mended; empty where nothing has
     */
    static List<String> problems(byte[] file, Predicate<String> isThere) {
        try {
            return problems(parsed(file), isThere);
        } catch (SAXParseException e) {
            return List.of(PLACE + "line " + e.getLineNumber() + ": " + e.getMessage());
        } catch (SAXException | IOException e) {
            return List.of(PLACE + "it cannot be read: " + e.getMessage());
        }
    }

    private static Document parsed(byte[] file) throws SAXException, IOException {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            DocumentBuilder builder = factory.newDocumentBuilder();
            // Which writes to the terminal otherwise.
            builder.setErrorHandler(new DefaultHandler());
            return builder.parse(new ByteArrayInputStream(file));
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("every Java platform reads XML", e);
        }
    }

    private static List<String> problems(Document file, Predicate<String> isThere) {
        var problems = new ArrayList<String>();
        String format = "";
        for (Element each : elements(file, "property")) {
            if (each.getAttribute("name").equals("format")) {
                format = each.getAttribute("value");
            }
        }
        if (!format.isEmpty() && !FORMATS.contains(format)) {
            problems.add(PLACE + "format: expected text or json, found '" + format + "'");
        } else if (elements(file, "include").isEmpty()) {
            problems.addAll(missing(file, format));
        }
        problems.addAll(withoutClass(file, isThere));
        problems.addAll(noLevels(file));
        return problems;
    }

    private static List<String> withoutClass(Document file, Predicate<String> isThere) {
        Map<String, String> imports = imports(file);
        boolean includes = !elements(file, "include").isEmpty();
        return elements(file, "*").stream()
                .filter(each -> each.hasAttribute(CLASS) || each.getTagName().equals("appender"))
                .filter(each -> isSaid(each.getAttribute(CLASS)) && !(includes && isShort(each.getAttribute(CLASS))))
                .filter(each -> !isThere.test(imports.getOrDefault(each.getAttribute(CLASS), each.getAttribute(CLASS))))
                .map(each -> PLACE + each.getTagName() + ": expected the name of a class of Logback's, found '"
                        + each.getAttribute(CLASS) + "'").distinct().toList();
    }

    /** The names of classes by the short ones that stand for them. */
    private static Map<String, String> imports(Document file) {
        var imports = new HashMap<String, String>();
        for (Element each : elements(file, "import")) {
            String name = each.getAttribute(CLASS);
            if (!isShort(name)) {
                imports.put(name.substring(name.lastIndexOf('.') + 1), name);
            }
        }
        return imports;
    }

    /** What a file that is included may have imported. */
    private static boolean isShort(String name) {
        return !name.isEmpty() && !name.contains(".");
    }

    /** As an attribute, and as an element with an attribute or a text. */
    private static List<String> noLevels(Document file) {
        Stream<String> attributes = elements(file, "*").stream().filter(each -> each.hasAttribute(LEVEL))
                .map(each -> each.getAttribute(LEVEL));
        Stream<String> elements = elements(file, LEVEL).stream()
                .map(each -> each.hasAttribute("value") ? each.getAttribute("value") : each.getTextContent());
        return Stream.concat(attributes, elements).map(String::strip)
                .filter(each -> isSaid(each) && !LEVELS.contains(each.toUpperCase(Locale.ROOT))).distinct()
                .map(each -> PLACE + "level: expected all, trace, debug, info, warn, error or off, found '" + each + "'")
                .toList();
    }

    /** What stands there, and not in a variable. */
    private static boolean isSaid(String text) {
        return !text.contains(VARIABLE);
    }

    /** Logs that are written to, and that nobody describes. */
    private static List<String> missing(Document file, String format) {
        var described = new HashSet<String>();
        elements(file, "appender").forEach(each -> described.add(each.getAttribute("name").replace(FORMAT, format)));
        return elements(file, "appender-ref").stream().map(each -> each.getAttribute("ref").replace(FORMAT, format))
                .filter(each -> isSaid(each) && !described.contains(each)).distinct()
                .map(each -> PLACE + "appender-ref: expected the name of an appender, found '" + each + "'").toList();
    }

    private static List<Element> elements(Document file, String name) {
        NodeList found = file.getElementsByTagName(name);
        var elements = new ArrayList<Element>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }
}
