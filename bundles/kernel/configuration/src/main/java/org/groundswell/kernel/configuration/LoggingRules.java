package org.groundswell.kernel.configuration;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

    private LoggingRules() {
    }

    /** @return what has to be mended; empty where nothing has */
    static List<String> problems(byte[] file) {
        try {
            return problems(parsed(file));
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

    private static List<String> problems(Document file) {
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
        return problems;
    }

    /** Logs that are written to, and that nobody describes. */
    private static List<String> missing(Document file, String format) {
        var described = new HashSet<String>();
        elements(file, "appender").forEach(each -> described.add(each.getAttribute("name").replace(FORMAT, format)));
        return elements(file, "appender-ref").stream().map(each -> each.getAttribute("ref").replace(FORMAT, format))
                .filter(each -> !each.contains("${") && !described.contains(each)).distinct()
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
