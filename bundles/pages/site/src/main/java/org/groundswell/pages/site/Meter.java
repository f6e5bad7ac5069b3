package org.groundswell.pages.site;

/** A campaign's figures as a drawing that every browser makes larger and smaller by itself (SVG), without a style. */
record Meter(CardWords words, Palette colours) {
    static final int WIDTH = 600;
    static final int HEIGHT = 220;
    private static final int MARGIN = 24;
    private static final int INNER = WIDTH - 2 * MARGIN;
    private static final int BAR_TOP = 174;
    private static final int BAR_HEIGHT = 22;
    /** How wide a letter is, by its size: enough for the letters of most. */
    private static final double LETTER = 0.62;

    String svg() {
        var svg = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"").append(WIDTH).append("\" height=\"")
                .append(HEIGHT).append("\" viewBox=\"0 0 ").append(WIDTH).append(' ').append(HEIGHT)
                .append("\" role=\"img\" aria-label=\"").append(Xml.escaped(words.spoken()))
                .append("\" font-family=\"system-ui, sans-serif\" font-weight=\"bold\"")
                .append(words.rightToLeft() ? " direction=\"rtl\"" : "").append(">\n");
        svg.append("<rect x=\"1\" y=\"1\" width=\"").append(WIDTH - 2).append("\" height=\"").append(HEIGHT - 2)
                .append("\" rx=\"16\" fill=\"").append(colours.hex("paper")).append("\" stroke=\"").append(colours.hex("line"))
                .append("\"/>\n");
        line(svg, words.site(), "soft", 16, 38);
        line(svg, words.campaign(), "ink", 24, 70);
        line(svg, words.raised(), "deep", 42, 122);
        line(svg, words.below(), "soft", 18, 154);
        long filled = words.share() > 0 ? Math.max(BAR_HEIGHT, Math.round(INNER * words.share())) : 0;
        bar(svg, MARGIN, INNER, "line");
        bar(svg, words.rightToLeft() ? MARGIN + INNER - filled : MARGIN, filled, "bar");
        return svg.append("</svg>\n").toString();
    }

    private void line(StringBuilder svg, String text, String colour, int size, int baseline) {
        long fitting = Math.round(Math.min(size, INNER / (LETTER * Math.max(1, text.length()))));
        svg.append("<text x=\"").append(words.rightToLeft() ? WIDTH - MARGIN : MARGIN).append("\" y=\"").append(baseline)
                .append("\" font-size=\"").append(fitting).append("\" fill=\"").append(colours.hex(colour)).append("\">")
                .append(Xml.escaped(text)).append("</text>\n");
    }

    private void bar(StringBuilder svg, long from, long length, String colour) {
        svg.append("<rect x=\"").append(from).append("\" y=\"").append(BAR_TOP).append("\" width=\"").append(length)
                .append("\" height=\"").append(BAR_HEIGHT).append("\" rx=\"").append(BAR_HEIGHT / 2).append("\" fill=\"")
                .append(colours.hex(colour)).append("\"/>\n");
    }
}
