package org.groundswell.console.site.pictures;

import java.awt.AlphaComposite;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.plugins.jpeg.JPEGImageWriteParam;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Makes of a file that somebody has sent pictures in the widths that screens need: only pixels are taken over, turned as the
 * camera was held. Where it was taken, with which camera and whatever else the file says stays behind.
 */
final class PictureMaker {
    /** CSS pixels of a text column, twice; what is smaller stays as it is. */
    static final int WIDEST = 1600;
    static final List<Integer> WIDTHS = List.of(480, 960);
    private static final int LONGEST_SIDE = 12_000;
    private static final long MOST_PIXELS = 40_000_000;
    private static final long MOST_KEPT_WHOLE = 16_000_000;
    private static final long MOST_DECODED = 10_000_000;
    private static final float QUALITY = 0.82f;

    /**
     * A picture of one width.
     *
     * @param ending of its file's name
     */
    record Made(int width, int height, String ending, byte[] bytes) {
    }

    /**
     * The picture in each width, the widest first.
     *
     * @throws RefusedPictureException where the file is no picture for a page
     */
    List<Made> make(Path file) throws IOException {
        PictureHeader header;
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            header = PictureHeader.read(in);
            requireFew(header);
            header.requireEnd(in);
        }
        BufferedImage upright = upright(decoded(file, header), header.orientation());
        int widest = Math.min(WIDEST, upright.getWidth());
        String ending = encoded(scaled(upright, widest), header.format().equals("png"));
        var made = new ArrayList<Made>();
        made.add(made(upright, widest, ending));
        WIDTHS.reversed().stream().filter(each -> each < widest).forEach(each -> made.add(made(upright, each, ending)));
        return made;
    }

    private static void requireFew(PictureHeader header) throws RefusedPictureException {
        long pixels = (long) header.width() * header.height();
        if (header.width() <= 0 || header.height() <= 0) {
            throw new RefusedPictureException(Refusal.BROKEN);
        }
        if (header.width() > LONGEST_SIDE || header.height() > LONGEST_SIDE
                || pixels > (header.keptWhole() ? MOST_KEPT_WHOLE : MOST_PIXELS)) {
            throw new RefusedPictureException(Refusal.PIXELS);
        }
    }

    /** Only as many pixels as are needed: of a photograph of twelve million all of them would take a node's memory. */
    static BufferedImage decoded(Path file, PictureHeader header) throws IOException {
        int across = header.isLying() ? header.height() : header.width();
        int step = Math.max(1, across / WIDEST);
        while ((long) (header.width() / step) * (header.height() / step) > MOST_DECODED) {
            step++;
        }
        ImageReader reader = ImageIO.getImageReadersByFormatName(header.format()).next();
        try (ImageInputStream in = new FileImageInputStream(file.toFile())) {
            reader.setInput(in, true, true);
            if (reader.getWidth(0) != header.width() || reader.getHeight(0) != header.height()) {
                throw new IOException("It has two sizes");
            }
            ImageReadParam parameters = reader.getDefaultReadParam();
            parameters.setSourceSubsampling(step, step, 0, 0);
            return reader.read(0, parameters);
        } catch (IOException | RuntimeException e) {
            throw new RefusedPictureException(Refusal.BROKEN, e);
        } finally {
            reader.dispose();
        }
    }

    /** The eight ways of Exif 2.32: turned, and seen in a mirror. */
    private static BufferedImage upright(BufferedImage picture, int orientation) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        AffineTransform turn = switch (orientation) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
            default -> new AffineTransform();
        };
        if (turn.isIdentity()) {
            return picture;
        }
        boolean lying = orientation > 4;
        var upright = new BufferedImage(lying ? height : width, lying ? width : height, type(picture));
        draw(upright, picture, turn);
        return upright;
    }

    private static BufferedImage scaled(BufferedImage picture, int width) {
        int height = Math.max(1, (int) Math.round((double) picture.getHeight() * width / picture.getWidth()));
        BufferedImage from = picture;
        // Halved until it is near: taking one pixel of many makes steps of what was smooth.
        while (from.getWidth() / 2 >= width && from.getHeight() / 2 >= height) {
            from = drawn(from, from.getWidth() / 2, Math.max(1, from.getHeight() / 2));
        }
        return drawn(from, width, height);
    }

    private static BufferedImage drawn(BufferedImage picture, int width, int height) {
        var drawn = new BufferedImage(width, height, type(picture));
        draw(drawn, picture, AffineTransform.getScaleInstance((double) width / picture.getWidth(),
                (double) height / picture.getHeight()));
        return drawn;
    }

    private static void draw(BufferedImage on, BufferedImage picture, AffineTransform how) {
        Graphics2D graphics = on.createGraphics();
        graphics.setComposite(AlphaComposite.Src);
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawRenderedImage(picture, how);
        graphics.dispose();
    }

    private static int type(BufferedImage picture) {
        return picture.getColorModel().hasAlpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
    }

    /** How all widths are written: a drawing with few colours is smaller as PNG, and what lets through needs it. */
    private static String encoded(BufferedImage picture, boolean mayBePng) {
        if (!mayBePng) {
            return "jpg";
        }
        return picture.getColorModel().hasAlpha() || png(picture).length <= jpeg(picture).length ? "png" : "jpg";
    }

    private static Made made(BufferedImage picture, int width, String ending) {
        BufferedImage scaled = scaled(picture, width);
        return new Made(width, scaled.getHeight(), ending, ending.equals("png") ? png(scaled) : jpeg(scaled));
    }

    private static byte[] png(BufferedImage picture) {
        return written("png", picture, null);
    }

    private static byte[] jpeg(BufferedImage picture) {
        var parameters = new JPEGImageWriteParam(null);
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality(QUALITY);
        parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        return written("jpeg", picture, parameters);
    }

    private static byte[] written(String format, BufferedImage picture, ImageWriteParam parameters) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        var bytes = new ByteArrayOutputStream();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), parameters);
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory does not fail", e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
