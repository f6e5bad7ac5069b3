package org.groundswell.kernel.keeper.paths;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.osgi.framework.Constants;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What a component's description in a jar (OSGi Compendium, chapter 112) says of the service that it will be. */
final class ComponentDescription {
    private ComponentDescription() {
    }

    /** The properties that it gives it, its interfaces among them; lines of text are several values. */
    static Map<String, Object> read(InputStream xml) throws IOException, SAXException, ParserConfigurationException {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        DocumentBuilder builder = factory.newDocumentBuilder();
        // It would print what is wrong.
        builder.setErrorHandler(null);
        Document description = builder.parse(xml);
        NodeList elements = description.getElementsByTagName("property");
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
        NodeList provided = description.getElementsByTagName("provide");
        var interfaces = new String[provided.getLength()];
        for (int i = 0; i < interfaces.length; i++) {
            interfaces[i] = ((Element) provided.item(i)).getAttribute("interface");
        }
        properties.put(Constants.OBJECTCLASS, interfaces);
        return properties;
    }
}
