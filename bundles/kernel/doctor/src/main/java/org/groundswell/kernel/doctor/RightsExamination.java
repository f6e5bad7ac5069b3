package org.groundswell.kernel.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Whether others on this machine can read what is nobody's business: keys, passwords, donors. */
final class RightsExamination implements Examination {
    private static final String SUBJECT = "rights";
    private static final int DEEP = 4;
    private static final int MOST = 10;
    private static final Set<PosixFilePermission> OTHERS = Set.of(PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);
    /** A group may be there to read a secret with; all the world is not. */
    private static final Set<PosixFilePermission> WORLD = Set.of(PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    @Override
    public List<Finding> examine(Patient node) {
        var open = new ArrayList<Finding>();
        Path home = node.folder().path();
        Path data = node.folder().data();
        // A first start closes it: before that there is nothing to see.
        if (Files.exists(data.resolve("node.lease")) && !isClosed(data, OTHERS)) {
            open.add(Finding.ill(SUBJECT, "others on this machine can read " + data + ", where donors' names are",
                    "chmod -R go= " + data));
        }
        for (Path each : secrets(home)) {
            if (!isClosed(each, WORLD) && open.size() < MOST) {
                open.add(Finding.ill(SUBJECT, "everybody on this machine can read the secret in " + each,
                        "chmod 600 " + each));
            }
        }
        return open.isEmpty() ? List.of(Finding.well(SUBJECT, "only the node's user reads secrets and data")) : open;
    }

    /** Files that hold a secret: settings name them and never are one. */
    private static List<Path> secrets(Path home) {
        var found = new ArrayList<Path>();
        for (Path each : List.of(home.resolve("secrets"), home.resolve("conf/secrets"), home.resolve("conf/tls"))) {
            found.addAll(files(each));
        }
        found.removeIf(each -> each.getFileName().toString().contains("certificate"));
        found.add(home.resolve("conf/node.env"));
        for (Path each : files(home.resolve("conf"))) {
            found.addAll(named(each, home));
        }
        return found.stream().filter(Files::isRegularFile).distinct().sorted().toList();
    }

    /** What the lines of a settings file name as {@code file:path}. */
    private static List<Path> named(Path settings, Path home) {
        if (!settings.toString().endsWith(".cfg")) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(settings)) {
            return lines.filter(each -> !each.strip().startsWith("#") && each.contains("="))
                    .flatMap(each -> Stream.of(each.substring(each.indexOf('=') + 1).split(",")))
                    .map(String::strip).filter(each -> each.startsWith("file:"))
                    .map(each -> home.resolve(each.substring("file:".length()))).toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder, DEEP, FileVisitOption.FOLLOW_LINKS)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    private static boolean isClosed(Path file, Set<PosixFilePermission> forbidden) {
        try {
            return Files.getPosixFilePermissions(file).stream().noneMatch(forbidden::contains);
        } catch (IOException | UnsupportedOperationException e) {
            // Another system's rights; nothing is claimed about them.
            return true;
        }
    }
}
