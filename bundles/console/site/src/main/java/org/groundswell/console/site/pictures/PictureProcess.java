package org.groundswell.console.site.pictures;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.groundswell.shared.files.PrivateFiles;
import org.groundswell.shared.programs.ToolProcess;

/** Runs {@link PictureProgram}. One picture at a time: the machine is there for donors. Thread-safe. */
public final class PictureProcess {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final String PACKAGE = PictureProgram.class.getPackageName().replace('.', '/');
    private static final List<Class<?>> PARTS = List.of(PictureProgram.class, PictureMaker.class, PictureMaker.Made.class,
            PictureHeader.class, Refusal.class, RefusedPictureException.class);

    /**
     * Two gigabytes of addresses, in the shell's units: what the decoder of the JDK takes is not counted as heap. Where a
     * system knows no such limit it goes on without.
     */
    static final List<String> LIMITED = List.of("env", "MALLOC_ARENA_MAX=2", "sh", "-c",
            "ulimit -v 2000000 2>/dev/null; exec \"$@\"", "sh");
    /** A crash leaves nothing in the node's folder. */
    private static final List<String> OPTIONS = List.of("-Xmx192m", "-Xss2m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
            "-XX:CompressedClassSpaceSize=32m", "-XX:ReservedCodeCacheSize=32m", "-XX:ErrorFile=/dev/null",
            "-XX:ReplayDataFile=/dev/null", "-XX:-CreateCoredumpOnCrash", "-Djava.awt.headless=true");

    private final Path folder;
    private final Duration longest;

    /** @param folder of its own, for what is only there while a picture is made */
    public PictureProcess(Path folder) {
        this(folder, LONGEST);
    }

    PictureProcess(Path folder, Duration longest) {
        this.folder = folder;
        this.longest = longest;
    }

    /**
     * A picture in one width.
     *
     * @param ending of its file's name, jpg or png
     */
    public record Width(int width, String ending, byte[] bytes) {
    }

    /**
     * The picture in all its widths, the widest first.
     *
     * @throws RefusedPictureException where the file is no picture for a page
     * @throws IOException             where it cannot be made for another reason
     */
    public synchronized List<Width> make(Path file) throws IOException {
        Path classes = PrivateFiles.folder(folder.resolve("program"));
        Path made = PrivateFiles.folder(folder.resolve("made"));
        try {
            write(classes);
            empty(made);
            List<String> program = List.of("-cp", classes.toString(), PictureProgram.class.getName(), file.toString(), made.toString());
            List<String> command = Stream.of(LIMITED, List.of(java()), OPTIONS, program).flatMap(List::stream).toList();
            int status = ToolProcess.run(command, longest, 0).status()
                    .orElse(PictureProgram.FIRST_REFUSAL + Refusal.SLOW.ordinal());
            int refusal = status - PictureProgram.FIRST_REFUSAL;
            if (refusal >= 0 && refusal < Refusal.values().length) {
                throw new RefusedPictureException(Refusal.values()[refusal]);
            }
            if (status != 0) {
                throw new IOException("The program that makes pictures ended with status " + status);
            }
            return read(made);
        } finally {
            empty(made);
        }
    }

    private static List<Width> read(Path made) throws IOException {
        var byWidth = new TreeMap<Integer, Width>();
        for (Path each : list(made)) {
            String name = each.getFileName().toString();
            int dot = name.indexOf('.');
            int width = Integer.parseInt(name.substring(0, dot));
            byWidth.put(width, new Width(width, name.substring(dot + 1), Files.readAllBytes(each)));
        }
        return new ArrayList<>(byWidth.descendingMap().values());
    }

    /** As they are in this bundle now, not in a file that may be another version's. */
    private static void write(Path classes) throws IOException {
        Path target = Files.createDirectories(classes.resolve(PACKAGE));
        for (Class<?> each : PARTS) {
            String file = each.getName().substring(each.getPackageName().length() + 1) + ".class";
            URL source = Optional.ofNullable(each.getResource(file)).orElseThrow(() -> new IOException("no " + file));
            try (InputStream in = source.openStream()) {
                Files.copy(in, target.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static void empty(Path made) throws IOException {
        for (Path each : list(made)) {
            Files.delete(each);
        }
    }

    private static List<Path> list(Path made) throws IOException {
        try (Stream<Path> files = Files.list(made)) {
            return files.toList();
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
