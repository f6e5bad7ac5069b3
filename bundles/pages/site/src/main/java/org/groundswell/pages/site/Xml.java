package org.groundswell.pages.site;

/** Text as it stands in XML 1.0. */
final class Xml {

    private Xml() {
    }

    /** Between elements and in attributes with double quotes; without the characters that XML cannot have. */
    static String escaped(String text) {
        var out = new StringBuilder();
        text.codePoints().forEach(each -> {
            switch (each) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\t', '\n', '\r' -> out.append((char) each);
                default -> {
                    if (each >= ' ' && each != 0xFFFE && each != 0xFFFF && (each < 0xD800 || each > 0xDFFF)) {
                        out.appendCodePoint(each);
                    }
                }
            }
        });
        return out.toString();
    }
}
