package org.groundswell.testing;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Test;

/**
 * Whatever a machine reads is written the same way in every language: under an Arabic locale {@code %d} has other digits, and
 * under a Turkish one a small I has no dot. Where people read, the locale stands there as well.
 */
public class RootLocaleTest {
    private static final Path SOURCES = Path.of("../..").toAbsolutePath().normalize();
    private static final Pattern BY_THE_MACHINES_LOCALE = Pattern.compile("\\.formatted\\("
            + "|String\\.format\\((?!\\s*[\\w.]*[lL]ocale)|\\.printf\\((?!\\s*[\\w.]*[lL]ocale)"
            + "|\\.to(?:Lower|Upper)Case\\(\\)|String::to(?:Lower|Upper)Case|NumberFormat\\.get\\w*Instance\\(\\)"
            + "|new DecimalFormat\\(\\s*\"[^\"]*\"\\s*\\)|DecimalFormatSymbols\\.getInstance\\(\\)");

    @Test
    public void nothingIsWrittenByTheMachinesLocale() throws Exception {
        var found = new ArrayList<String>();
        int looked = 0;
        for (Path each : sources()) {
            String text = Files.readString(each);
            looked++;
            for (Matcher matcher = BY_THE_MACHINES_LOCALE.matcher(text); matcher.find(); ) {
                found.add(SOURCES.relativize(each) + ":" + (text.substring(0, matcher.start()).lines().count()) + ": "
                        + matcher.group());
            }
        }
        assertTrue("only " + looked + " files were looked at in " + SOURCES, looked > 500);
        assertEquals("say the locale: String.format(Locale.ROOT, ...), toLowerCase(Locale.ROOT)", List.of(), found);
    }

    private static List<Path> sources() throws IOException {
        var sources = new ArrayList<Path>();
        for (String folder : List.of("bundles", "runtime/release", "runtime/template")) {
            Files.walkFileTree(SOURCES.resolve(folder), new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path there, BasicFileAttributes attributes) {
                    return there.endsWith("target") || there.endsWith("src/test") ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (file.toString().endsWith(".java")) {
                        sources.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        }
        return sources;
    }
}
