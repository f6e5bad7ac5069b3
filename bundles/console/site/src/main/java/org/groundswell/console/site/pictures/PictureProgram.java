package org.groundswell.console.site.pictures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/**
 * Reads somebody's file in a process of its own, with little memory: whatever is in the file, the node goes on. Writes
 * {@code <width>.<ending>} for each width into a folder, or says a {@link Refusal} as its exit status.
 */
public final class PictureProgram {
    /** The exit status of the first {@link Refusal}; the others follow. */
    static final int FIRST_REFUSAL = 10;

    private PictureProgram() {
    }

    /** @param arguments the file, and the folder for what is made of it */
    public static void main(String[] arguments) throws IOException {
        ImageIO.setUseCache(false);
        try {
            for (PictureMaker.Made each : new PictureMaker().make(Path.of(arguments[0]))) {
                Files.write(Path.of(arguments[1], each.width() + "." + each.ending()), each.bytes());
            }
        } catch (RefusedPictureException e) {
            System.exit(FIRST_REFUSAL + e.refusal().ordinal());
        } catch (OutOfMemoryError e) {
            System.exit(FIRST_REFUSAL + Refusal.SLOW.ordinal());
        }
    }
}
