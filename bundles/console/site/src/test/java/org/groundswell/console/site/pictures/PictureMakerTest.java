package org.groundswell.console.site.pictures;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.groundswell.shared.programs.ToolProcess;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class PictureMakerTest {
    private static final String PLACE = "GPSLatitude 52.3702";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void aPhotographComesInThreeWidthsAndForgetsWhereItWasTaken() throws IOException {
        byte[] photograph = withExif(encoded("jpeg", halves(2400, 1200, BufferedImage.TYPE_INT_RGB)), 1);
        List<PictureMaker.Made> made = make(photograph);
        assertEquals(List.of(1600, 960, 480), made.stream().map(PictureMaker.Made::width).toList());
        assertEquals(List.of(800, 480, 240), made.stream().map(PictureMaker.Made::height).toList());
        for (PictureMaker.Made each : made) {
            assertEquals("jpg", each.ending());
            String bytes = new String(each.bytes(), StandardCharsets.ISO_8859_1);
            assertFalse(bytes.contains("Exif") || bytes.contains(PLACE));
            BufferedImage seen = ImageIO.read(new ByteArrayInputStream(each.bytes()));
            assertEquals(each.width(), seen.getWidth());
            assertTrue(isRed(seen, 0.25, 0.5) && !isRed(seen, 0.75, 0.5));
        }
    }

    /** The left half is red: where it is afterwards says how the picture was turned. */
    @Test
    public void itIsTurnedAsTheCameraWasHeld() throws IOException {
        byte[] photograph = encoded("jpeg", halves(800, 400, BufferedImage.TYPE_INT_RGB));
        double[][] red = {{.25, .5}, {.75, .5}, {.75, .5}, {.25, .5}, {.5, .25}, {.5, .25}, {.5, .75}, {.5, .75}};
        for (int orientation = 1; orientation <= 8; orientation++) {
            PictureMaker.Made made = make(withExif(photograph, orientation)).getFirst();
            BufferedImage seen = ImageIO.read(new ByteArrayInputStream(made.bytes()));
            assertEquals("" + orientation, orientation > 4 ? 400 : 800, seen.getWidth());
            double[] at = red[orientation - 1];
            assertTrue("" + orientation, isRed(seen, at[0], at[1]));
            assertFalse("" + orientation, isRed(seen, 1 - at[0], 1 - at[1]));
        }
    }

    @Test
    public void whatLetsThroughStaysPngAndIsNotMadeWider() throws IOException {
        List<PictureMaker.Made> made = make(encoded("png", halves(600, 300, BufferedImage.TYPE_INT_ARGB)));
        assertEquals(List.of(600, 480), made.stream().map(PictureMaker.Made::width).toList());
        assertEquals("png", made.getFirst().ending());
        assertTrue(ImageIO.read(new ByteArrayInputStream(made.getFirst().bytes())).getColorModel().hasAlpha());
    }

    @Test
    public void bombsAreRefusedBeforeTheyAreDecoded() throws IOException {
        refused(Refusal.PIXELS, pngOf(60_000, 60_000));
        refused(Refusal.PIXELS, pngOf(12_001, 1));
        refused(Refusal.PIXELS, pngOf(7_000, 7_000));
        refused(Refusal.BROKEN, pngOf(0, 10));
        refused(Refusal.BROKEN, pngOf(-5, 10));
        refused(Refusal.BROKEN, pngOf(100, 100));
    }

    /** libjpeg takes these markers for two bytes; who takes them for a segment reads what follows as another picture. */
    @Test
    public void aPhotographHasOneSizeForWhoeverReadsIt() throws IOException {
        byte[] photograph = encoded("jpeg", halves(2400, 1200, BufferedImage.TYPE_INT_RGB));
        for (int marker : List.of(0x00, 0x01, 0x02, 0xbf, 0xd0, 0xd7, 0xd8, 0xd9, 0xdc, 0xde, 0xdf, 0xf0, 0xfd)) {
            byte[] small = frame(0xc0, 100, 50);
            // As a segment it ends before the small size; as two bytes it is followed by a comment that has it.
            ByteBuffer twoSizes = ByteBuffer.allocate(photograph.length + 8 + small.length).put(photograph, 0, 2).put((byte) 0xff)
                    .put((byte) marker).putShort((short) 6).putShort((short) 0xfffe).putShort((short) (2 + small.length))
                    .put(small).put(photograph, 2, photograph.length - 2);
            refused(Refusal.BROKEN, twoSizes.array());
        }
        byte[] twice = ByteBuffer.allocate(photograph.length + 19).put(photograph, 0, 2).put(frame(0xc0, 100, 50))
                .put(photograph, 2, photograph.length - 2).array();
        refused(Refusal.BROKEN, twice);
        Path file = Files.write(folder.newFile().toPath(), photograph);
        assertEquals(2400, PictureMaker.decoded(file, new PictureHeader("jpeg", 2400, 1200, false, 1)).getWidth());
        assertEquals("whatever else has two", Refusal.BROKEN, assertThrows(RefusedPictureException.class, () ->
                PictureMaker.decoded(file, new PictureHeader("jpeg", 1200, 2400, false, 1))).refusal());
    }

    /** As a progressive one is, a JPEG whose colours come one after the other is kept whole while it is decoded. */
    @Test
    public void whatIsKeptWholeInMemoryHasFewerPixels() {
        byte[] oneColour = {(byte) 0xff, (byte) 0xda, 0, 8, 1, 1, 0, 0, 63, 0};
        byte[] all = {(byte) 0xff, (byte) 0xda, 0, 12, 3, 1, 0, 2, 0, 3, 0, 0, 63, 0};
        refused(Refusal.PIXELS, jpegOf(frame(0xc2, 5_000, 5_000), all));
        refused(Refusal.PIXELS, jpegOf(frame(0xc0, 5_000, 5_000), oneColour));
        refused(Refusal.PIXELS, jpegOf(frame(0xc1, 5_000, 5_000), oneColour));
        refused(Refusal.BROKEN, jpegOf(frame(0xc0, 5_000, 5_000), all));
        refused(Refusal.BROKEN, jpegOf(frame(0xc9, 100, 100), all));
        refused(Refusal.BROKEN, jpegOf(all, new byte[0]));
    }

    @Test
    public void whatIsNoPictureIsRefusedWhateverItSays() throws IOException {
        for (String text : List.of("", "x", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "GIF89a......", "<html>", "%PDF-1.7")) {
            refused(Refusal.KIND, text.getBytes(StandardCharsets.UTF_8));
        }
        refused(Refusal.BROKEN, new byte[] {(byte) 0xff, (byte) 0xd8, 1, 2});
        refused(Refusal.BROKEN, new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 0, 0});
        refused(Refusal.BROKEN, new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff});
    }

    /** What phones make, and what is named .jpg all the same. */
    @Test
    public void newerKindsAreNamed() {
        for (String text : List.of("RIFF....WEBPVP8 ", "....ftypheic....", "....ftypavif....", "....ftypmif1....", "....ftypavis....")) {
            refused(Refusal.NEWER, text.getBytes(StandardCharsets.UTF_8));
        }
        for (String text : List.of("RIFF....WAVEfmt ", "RIFF....AVI LIST", "....ftypisom....", "....ftypqt  ....", "RIFF....", "....ftyp")) {
            refused(Refusal.KIND, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** As a connection that broke off leaves it: decoders make grey of what is missing. */
    @Test
    public void halfAPictureIsRefused() throws IOException {
        byte[] photograph = withExif(encoded("jpeg", halves(2400, 1200, BufferedImage.TYPE_INT_RGB)), 1);
        refused(Refusal.BROKEN, Arrays.copyOf(photograph, photograph.length / 2));
        refused(Refusal.BROKEN, Arrays.copyOf(photograph, photograph.length - 2));
        for (int length : new int[] {2, 5, 12, 40, 200}) {
            refused(Refusal.BROKEN, Arrays.copyOf(photograph, length));
        }
        byte[] drawing = encoded("png", halves(600, 300, BufferedImage.TYPE_INT_ARGB));
        refused(Refusal.BROKEN, Arrays.copyOf(drawing, drawing.length / 2));
    }

    @Test
    public void aProcessOfItsOwnMakesIt() throws IOException {
        Path work = folder.newFolder().toPath();
        var process = new PictureProcess(work);
        Path file = Files.write(folder.newFile().toPath(), encoded("jpeg", halves(1000, 500, BufferedImage.TYPE_INT_RGB)));
        assertEquals(List.of(1000, 960, 480), process.make(file).stream().map(PictureProcess.Width::width).toList());
        Files.write(file, pngOf(60_000, 60_000));
        assertEquals(Refusal.PIXELS, assertThrows(RefusedPictureException.class, () -> process.make(file)).refusal());
        assertEquals(Refusal.SLOW, assertThrows(RefusedPictureException.class,
                () -> new PictureProcess(work, Duration.ofMillis(1)).make(file)).refusal());
        try (var left = Files.list(work.resolve("made"))) {
            assertEquals(0, left.count());
        }
    }

    @Test
    public void itsMemoryHasALimitThatCountsTheDecoderToo() throws IOException {
        List<String> command = Stream.concat(PictureProcess.LIMITED.stream(), Stream.of("sh", "-c", "ulimit -v")).toList();
        assertEquals("2000000", ToolProcess.run(command, Duration.ofSeconds(30), 100).said().strip());
    }

    private List<PictureMaker.Made> make(byte[] bytes) throws IOException {
        return new PictureMaker().make(Files.write(folder.newFile().toPath(), bytes));
    }

    private void refused(Refusal why, byte[] bytes) {
        assertEquals(why, assertThrows(RefusedPictureException.class, () -> make(bytes)).refusal());
    }

    private static boolean isRed(BufferedImage picture, double x, double y) {
        var colour = new Color(picture.getRGB((int) (picture.getWidth() * x), (int) (picture.getHeight() * y)));
        return colour.getRed() > 200 && colour.getBlue() < 60;
    }

    private static BufferedImage halves(int width, int height, int type) {
        var picture = new BufferedImage(width, height, type);
        Graphics2D graphics = picture.createGraphics();
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, width / 2, height);
        graphics.setColor(Color.BLUE);
        graphics.fillRect(width / 2, 0, width - width / 2, height);
        graphics.dispose();
        return picture;
    }

    private static byte[] encoded(String format, BufferedImage picture) throws IOException {
        var out = new ByteArrayOutputStream();
        assertTrue(ImageIO.write(picture, format, out));
        return out.toByteArray();
    }

    /** As a camera writes it, with how it was held and where it was. */
    private static byte[] withExif(byte[] jpeg, int orientation) {
        byte[] place = PLACE.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer exif = ByteBuffer.allocate(4 + 6 + 26 + place.length).putShort((short) 0xffe1)
                .putShort((short) (2 + 6 + 26 + place.length)).put("Exif\0\0".getBytes(StandardCharsets.US_ASCII))
                .put("MM\0*".getBytes(StandardCharsets.US_ASCII)).putInt(8).putShort((short) 1)
                .putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) orientation).putShort((short) 0)
                .putInt(0).put(place);
        return ByteBuffer.allocate(jpeg.length + exif.capacity()).put(jpeg, 0, 2).put(exif.array())
                .put(jpeg, 2, jpeg.length - 2).array();
    }

    /** A segment that says a size, with three colours. */
    private static byte[] frame(int marker, int width, int height) {
        return ByteBuffer.allocate(19).put((byte) 0xff).put((byte) marker).putShort((short) 17).put((byte) 8)
                .putShort((short) height).putShort((short) width).put(new byte[] {3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0}).array();
    }

    private static byte[] jpegOf(byte[] frame, byte[] scan) {
        return ByteBuffer.allocate(2 + frame.length + scan.length).putShort((short) 0xffd8).put(frame).put(scan).array();
    }

    /** The head of a PNG of this size, without anything behind. */
    private static byte[] pngOf(int width, int height) {
        return ByteBuffer.allocate(33).putInt(0x89504e47).putInt(0x0d0a1a0a).putInt(13).putInt(0x49484452).putInt(width)
                .putInt(height).array();
    }
}
