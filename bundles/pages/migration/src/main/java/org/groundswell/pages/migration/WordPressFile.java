package org.groundswell.pages.migration;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads a WordPress export, "WXR": an RSS 2.0 file with elements of WordPress' own
 * (<a href="https://wordpress.org/documentation/article/tools-export-screen/">Tools, Export</a>). Nothing that the file
 * names is fetched, whatever it declares.
 *
 * @param channel what it says of the site, by element
 */
record WordPressFile(Map<String, String> channel, List<WordPressItem> items) {
    private static final int MOST_CHARS = 100_000_000;

    static WordPressFile read(Path file) throws IOException, UnreadableSiteException {
        var factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try (InputStream in = Files.newInputStream(file)) {
            var export = new Reading(factory.createXMLStreamReader(new WithoutControls(in))).all();
            if (!export.channel.containsKey("wp:wxr_version")) {
                throw new UnreadableSiteException(file + " is no export of WordPress: make one with Tools, Export, All"
                        + " content");
            }
            return export;
        } catch (XMLStreamException e) {
            throw new UnreadableSiteException(file + " is not well-formed XML: " + e.getMessage(), e);
        }
    }

    /** Without the control characters that XML forbids: some were pasted into a text once, and all of the rest is well. */
    private static final class WithoutControls extends FilterInputStream {
        WithoutControls(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            return read < 0 ? read : allowed((byte) read) & 0xff;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int read = super.read(bytes, from, length);
            for (int i = from; i < from + read; i++) {
                bytes[i] = allowed(bytes[i]);
            }
            return read;
        }

        private static byte allowed(byte each) {
            return each >= 0 && each < ' ' && "\t\n\r".indexOf(each) < 0 ? (byte) ' ' : each;
        }
    }

    /** One way through the file. */
    private static final class Reading {
        private final XMLStreamReader xml;
        private final Map<String, String> channel = new HashMap<>();
        private final List<WordPressItem> items = new ArrayList<>();
        private int chars;

        Reading(XMLStreamReader xml) {
            this.xml = xml;
        }

        WordPressFile all() throws XMLStreamException, UnreadableSiteException {
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                    String name = name();
                    if (name.equals("item")) {
                        items.add(item());
                    } else if (!name.equals("rss") && !name.equals("channel")) {
                        channel.putIfAbsent(name, text());
                    }
                }
            }
            return new WordPressFile(Map.copyOf(channel), List.copyOf(items));
        }

        private WordPressItem item() throws XMLStreamException, UnreadableSiteException {
            var values = new HashMap<String, String>();
            var meta = new HashMap<String, String>();
            var categories = new HashMap<String, List<String>>();
            int comments = 0;
            while (xml.next() != XMLStreamConstants.END_ELEMENT) {
                if (xml.isStartElement()) {
                    switch (name()) {
                        case "wp:postmeta" -> meta(meta);
                        case "wp:comment" -> {
                            comments++;
                            text();
                        }
                        case "category" -> {
                            String domain = String.valueOf(xml.getAttributeValue(null, "domain"));
                            String nicename = String.valueOf(xml.getAttributeValue(null, "nicename"));
                            text();
                            categories.computeIfAbsent(domain, _ -> new ArrayList<>()).add(nicename);
                        }
                        default -> values.put(name(), text());
                    }
                }
            }
            return new WordPressItem(values, meta, categories, comments);
        }

        private void meta(Map<String, String> meta) throws XMLStreamException, UnreadableSiteException {
            String key = "";
            while (xml.next() != XMLStreamConstants.END_ELEMENT) {
                if (xml.isStartElement()) {
                    if (name().equals("wp:meta_key")) {
                        key = text();
                    } else {
                        meta.put(key, text());
                    }
                }
            }
        }

        private String name() {
            return xml.getPrefix() == null || xml.getPrefix().isEmpty() ? xml.getLocalName()
                    : xml.getPrefix() + ":" + xml.getLocalName();
        }

        /** The text in an element, whatever is nested in it; goes to its end. */
        private String text() throws XMLStreamException, UnreadableSiteException {
            var text = new StringBuilder();
            for (int depth = 1; depth > 0;) {
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT -> depth++;
                    case XMLStreamConstants.END_ELEMENT -> depth--;
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(xml.getText());
                    default -> { }
                }
                if (chars + text.length() > MOST_CHARS) {
                    throw new UnreadableSiteException("has more than " + MOST_CHARS + " characters: export pages and posts"
                            + " each by themselves");
                }
            }
            chars += text.length();
            return text.toString();
        }
    }
}
