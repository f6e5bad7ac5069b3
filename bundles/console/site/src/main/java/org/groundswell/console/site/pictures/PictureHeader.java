package org.groundswell.console.site.pictures;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * What the first bytes of a file say of the picture in it: nothing is decoded, and nothing of its name is believed.
 *
 * @param format      of the Java Image I/O reader that understands it
 * @param keptWhole   a JPEG that is kept whole in memory while it is decoded: it does not come line by line
 * @param orientation how the camera was held, 1 to 8 (Exif 2.32, tag 0x0112)
 */
record PictureHeader(String format, int width, int height, boolean keptWhole, int orientation) {
    private static final int PNG = 0x89504e47;
    private static final int PNG_HEAD = 0x49484452;
    private static final int JPEG = 0xffd8;
    /** "RIFF", a length and "WEBP"; sounds and films begin with it, too. */
    private static final int RIFF = 0x52494646;
    private static final int WEBP = 0x57454250;
    /** A length, "ftyp" and the brand: films begin with it, too. */
    private static final int FTYP = 0x66747970;
    /** Of ISO/IEC 23008-12, annex B, and AVIF: pictures, and rows of them. */
    private static final Set<String> BRANDS = Set.of("avif", "avis", "heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs",
            "mif1", "msf1");
    private static final int END = 0xd9;
    private static final int APP1 = 0xe1;
    private static final int COMMENT = 0xfe;
    /** Frames that are decoded: the others are lossless, in layers or arithmetic. */
    private static final Set<Integer> FRAMES = Set.of(0xc0, 0xc1, 0xc2);
    /** Of Huffman codes, arithmetic ones, quantization and restarts. */
    private static final Set<Integer> TABLES = Set.of(0xc4, 0xcc, 0xdb, 0xdd);
    private static final int FRAME_BYTES = 6;
    private static final int PROGRESSIVE = 0xc2;
    private static final int SCAN = 0xda;
    private static final int EXIF = 0x45786966;
    private static final int ORIENTATION = 0x0112;
    private static final int UPRIGHT = 1;

    /** @throws RefusedPictureException where it is neither a JPEG nor a PNG */
    static PictureHeader read(DataInputStream in) throws IOException {
        int first = 0;
        try {
            first = in.readUnsignedShort();
            if (first == JPEG) {
                return jpeg(in);
            }
            int next = in.readUnsignedShort();
            if (first == PNG >>> 16 && next == (PNG & 0xffff)) {
                in.skipNBytes(8);
                if (in.readInt() == PNG_HEAD) {
                    return new PictureHeader("png", in.readInt(), in.readInt(), false, UPRIGHT);
                }
            } else if (isNewer(first << 16 | next, in.readInt(), in.readInt())) {
                throw new RefusedPictureException(Refusal.NEWER);
            }
        } catch (EOFException e) {
            throw new RefusedPictureException(first == JPEG ? Refusal.BROKEN : Refusal.KIND, e);
        }
        throw new RefusedPictureException(Refusal.KIND);
    }

    private static boolean isNewer(int first, int second, int third) {
        return first == RIFF ? third == WEBP : second == FTYP && BRANDS.contains(new String(
                ByteBuffer.allocate(Integer.BYTES).putInt(third).array(), StandardCharsets.ISO_8859_1));
    }

    /**
     * ITU-T T.81, annex B: segments, of which one says the size, up to the first scan. Any other marker is refused: some have
     * no length, and whoever takes one for a segment reads another picture than the decoder does.
     */
    private static PictureHeader jpeg(DataInputStream in) throws IOException {
        int orientation = UPRIGHT;
        int frame = 0;
        ByteBuffer size = ByteBuffer.allocate(FRAME_BYTES);
        while (true) {
            int marker = marker(in);
            ByteBuffer bytes = segment(in);
            if (FRAMES.contains(marker) && frame == 0 && bytes.limit() >= FRAME_BYTES) {
                frame = marker;
                size = bytes;
            } else if (marker == SCAN && frame != 0 && bytes.hasRemaining()) {
                // Colours that come one after the other are kept until the last one is there.
                boolean keptWhole = frame == PROGRESSIVE || bytes.get(0) != size.get(FRAME_BYTES - 1);
                return new PictureHeader("jpeg", size.getShort(3) & 0xffff, size.getShort(1) & 0xffff, keptWhole, orientation);
            } else if (marker == APP1) {
                orientation = orientation(bytes, orientation);
            } else if (!TABLES.contains(marker) && marker >>> 4 != 0xe && marker != COMMENT) {
                throw new RefusedPictureException(Refusal.BROKEN);
            }
        }
    }

    /**
     * Refuses a JPEG of which a part is missing: decoders make grey of that. In a scan the mark of the end stands nowhere else.
     *
     * @param in behind what was read of it
     */
    void requireEnd(DataInputStream in) throws IOException {
        int before = 0;
        if (!format.equals("jpeg")) {
            return;
        }
        for (int each = in.read(); each >= 0; each = in.read()) {
            if (before == 0xff && each == END) {
                return;
            }
            before = each;
        }
        throw new RefusedPictureException(Refusal.BROKEN);
    }

    private static int marker(DataInputStream in) throws IOException {
        if (in.readUnsignedByte() != 0xff) {
            throw new RefusedPictureException(Refusal.BROKEN);
        }
        int marker = in.readUnsignedByte();
        while (marker == 0xff) {
            marker = in.readUnsignedByte();
        }
        return marker;
    }

    private static ByteBuffer segment(DataInputStream in) throws IOException {
        int length = in.readUnsignedShort() - 2;
        byte[] segment = in.readNBytes(Math.max(0, length));
        if (length < 0 || segment.length < length) {
            throw new RefusedPictureException(Refusal.BROKEN);
        }
        return ByteBuffer.wrap(segment);
    }

    /** TIFF 6.0, first directory; what is broken in it counts as upright. */
    private static int orientation(ByteBuffer segment, int before) {
        try {
            if (segment.getInt(0) != EXIF) {
                return before;
            }
            ByteBuffer tiff = segment.slice(6, segment.limit() - 6);
            tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            int directory = tiff.getInt(4);
            int entries = tiff.getShort(directory) & 0xffff;
            for (int i = 0; i < entries; i++) {
                int entry = directory + 2 + 12 * i;
                if ((tiff.getShort(entry) & 0xffff) == ORIENTATION) {
                    int said = tiff.getShort(entry + 8) & 0xffff;
                    return said >= UPRIGHT && said <= 8 ? said : UPRIGHT;
                }
            }
            return before;
        } catch (IndexOutOfBoundsException e) {
            return before;
        }
    }

    /** Whether it lies on its side. */
    boolean isLying() {
        return orientation > 4;
    }
}
