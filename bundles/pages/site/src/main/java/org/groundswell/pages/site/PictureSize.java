package org.groundswell.pages.site;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How large a picture is shown, in CSS pixels; with it a browser keeps the place free before the picture has come. Read
 * from the file's first bytes: nothing is decoded. PNG, GIF, JPEG (turned as EXIF says), WebP and SVG.
 */
record PictureSize(int width, int height) {
    private static final int PNG = 0x89504e47;
    private static final int GIF = 0x47494638;
    private static final int RIFF = 0x52494646;
    private static final int WEBP = 0x57454250;
    private static final int JPEG = 0xffd8;
    private static final int EXIF = 0x45786966;
    private static final int APP1 = 0xe1;
    private static final int ORIENTATION = 0x0112;
    /** From this one on, the picture lies on its side. */
    private static final int LYING = 5;
    private static final Pattern SVG = Pattern.compile("<svg\\b[^>]*>");
    private static final Pattern VIEW_BOX =
            Pattern.compile("\\bviewBox\\s*=\\s*[\"']\\s*[-0-9.]+[ ,]+[-0-9.]+[ ,]+([0-9.]{1,9})[ ,]+([0-9.]{1,9})");
    private static final int SVG_BEGIN = 4_000;

    /** The size, or nothing where the file is of another kind or broken. */
    static Optional<PictureSize> of(byte[] file) {
        try {
            return read(ByteBuffer.wrap(file)).filter(size -> size.width > 0 && size.height > 0);
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<PictureSize> read(ByteBuffer file) {
        if (file.getInt(0) == PNG) {
            return Optional.of(new PictureSize(file.getInt(16), file.getInt(20)));
        }
        if (file.getInt(0) == GIF) {
            file.order(ByteOrder.LITTLE_ENDIAN);
            return Optional.of(new PictureSize(unsigned(file, 6), unsigned(file, 8)));
        }
        if (file.getInt(0) == RIFF && file.getInt(8) == WEBP) {
            return webp(file);
        }
        return unsigned(file, 0) == JPEG ? jpeg(file) : svg(file);
    }

    /** RFC 9649: one of three kinds of first chunk. */
    private static Optional<PictureSize> webp(ByteBuffer file) {
        String kind = new String(file.array(), 12, 4, StandardCharsets.US_ASCII);
        file.order(ByteOrder.LITTLE_ENDIAN);
        return switch (kind) {
            case "VP8X" -> Optional.of(new PictureSize(1 + (file.getInt(24) & 0xffffff), 1 + (file.getInt(26) >>> 8)));
            case "VP8 " -> Optional.of(new PictureSize(unsigned(file, 26) & 0x3fff, unsigned(file, 28) & 0x3fff));
            case "VP8L" -> {
                int bits = file.getInt(21);
                yield Optional.of(new PictureSize(1 + (bits & 0x3fff), 1 + (bits >>> 14 & 0x3fff)));
            }
            default -> Optional.empty();
        };
    }

    /** ITU-T T.81, annex B: segments, of which one says the size. */
    private static Optional<PictureSize> jpeg(ByteBuffer file) {
        boolean lying = false;
        int at = 2;
        while (true) {
            int marker = file.get(at + 1) & 0xff;
            if (file.get(at) != (byte) 0xff) {
                return Optional.empty();
            }
            if (marker == APP1 && file.getInt(at + 4) == EXIF) {
                lying = isLying(file, at + 10);
            }
            if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc) {
                int height = unsigned(file, at + 5);
                int width = unsigned(file, at + 7);
                return Optional.of(lying ? new PictureSize(height, width) : new PictureSize(width, height));
            }
            at += 2 + unsigned(file, at + 2);
        }
    }

    /** What the camera noted of how it was held (TIFF 6.0, first directory). */
    private static boolean isLying(ByteBuffer file, int tiff) {
        ByteBuffer exif = file.duplicate().order(file.get(tiff) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = tiff + exif.getInt(tiff + 4);
        for (int i = 0; i < unsigned(exif, directory); i++) {
            int entry = directory + 2 + 12 * i;
            if (unsigned(exif, entry) == ORIENTATION) {
                return unsigned(exif, entry + 8) >= LYING;
            }
        }
        return false;
    }

    private static Optional<PictureSize> svg(ByteBuffer file) {
        String begin = new String(file.array(), 0, Math.min(file.limit(), SVG_BEGIN), StandardCharsets.UTF_8);
        Matcher root = SVG.matcher(begin);
        Matcher box = VIEW_BOX.matcher(root.find() ? root.group() : "");
        return box.find() ? Optional.of(new PictureSize(Math.round(Float.parseFloat(box.group(1))),
                Math.round(Float.parseFloat(box.group(2))))) : Optional.empty();
    }

    private static int unsigned(ByteBuffer file, int at) {
        return file.getShort(at) & 0xffff;
    }
}
