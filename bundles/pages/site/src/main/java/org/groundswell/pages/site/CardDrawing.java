package org.groundswell.pages.site;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.TextAttribute;
import java.awt.font.TextLayout;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Draws a campaign's figures in the colours of the site, with the letters that the machine has. Immutable. */
final class CardDrawing {
    /** What networks show in full. */
    static final int WIDTH = 1200;
    static final int HEIGHT = 630;
    private static final int MARGIN = 90;
    private static final int INNER = WIDTH - 2 * MARGIN;
    private static final int BAR_TOP = 490;
    private static final int BAR_HEIGHT = 44;
    private static final float SMALLEST = 22;

    private final Palette colours;

    CardDrawing(Palette colours) {
        this.colours = colours;
    }

    /** The picture as PNG, or nothing where the machine has no letters for what it says. */
    Optional<byte[]> png(CardWords words) {
        if (new Font(Font.SANS_SERIF, Font.BOLD, 12).canDisplayUpTo(words.letters()) >= 0) {
            return Optional.empty();
        }
        var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = image.createGraphics();
        try {
            canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            draw(canvas, words);
        } finally {
            canvas.dispose();
        }
        return Optional.of(encoded(image));
    }

    private void draw(Graphics2D canvas, CardWords words) {
        canvas.setColor(colour("paper"));
        canvas.fillRect(0, 0, WIDTH, HEIGHT);
        line(canvas, words, words.site(), colour("soft"), 38, 120);
        line(canvas, words, words.campaign(), colour("ink"), 60, 215);
        line(canvas, words, words.raised(), colour("deep"), 120, 370);
        line(canvas, words, words.below(), colour("soft"), 42, 445);
        canvas.setColor(colour("line"));
        canvas.fill(bar(0, INNER));
        double filled = Math.max(words.share() > 0 ? BAR_HEIGHT : 0, INNER * words.share());
        canvas.setColor(colour("bar"));
        canvas.fill(bar(words.rightToLeft() ? INNER - filled : 0, filled));
    }

    private static RoundRectangle2D bar(double from, double length) {
        return new RoundRectangle2D.Double(MARGIN + from, BAR_TOP, length, BAR_HEIGHT, BAR_HEIGHT, BAR_HEIGHT);
    }

    /** On one line, as large as it may be and as small as it has to be. */
    private static void line(Graphics2D canvas, CardWords words, String text, Color colour, float size, int baseline) {
        if (text.isBlank()) {
            return;
        }
        TextLayout layout = layout(canvas, words, text, size);
        if (layout.getAdvance() > INNER) {
            layout = layout(canvas, words, text, Math.max(SMALLEST, size * INNER / layout.getAdvance()));
        }
        canvas.setColor(colour);
        layout.draw(canvas, words.rightToLeft() ? WIDTH - MARGIN - layout.getAdvance() : MARGIN, baseline);
    }

    private static TextLayout layout(Graphics2D canvas, CardWords words, String text, float size) {
        Font font = new Font(Font.SANS_SERIF, Font.BOLD, 1).deriveFont(Map.of(TextAttribute.SIZE, size,
                TextAttribute.RUN_DIRECTION, words.rightToLeft() ? TextAttribute.RUN_DIRECTION_RTL
                        : TextAttribute.RUN_DIRECTION_LTR));
        return new TextLayout(text, font, canvas.getFontRenderContext());
    }

    private Color colour(String name) {
        return Color.decode(colours.hex(name));
    }

    private static byte[] encoded(BufferedImage image) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        var bytes = new ByteArrayOutputStream();
        // Not by ImageIO.write: that makes a file for each picture.
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(image);
        } catch (IOException e) {
            throw new UncheckedIOException("in memory", e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
