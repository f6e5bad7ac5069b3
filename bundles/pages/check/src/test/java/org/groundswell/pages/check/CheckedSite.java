package org.groundswell.pages.check;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.ServiceLoader;
import org.groundswell.pages.api.check.Finding;
import org.groundswell.pages.api.check.SiteReader;
import org.junit.rules.TemporaryFolder;

/** A copy of the site that runtime/ ships, to spoil. */
final class CheckedSite extends TemporaryFolder {
    static final Path SHIPPED = Path.of("../../../runtime/site");
    static final Path LIMITS = Path.of("../../../runtime/conf/org.groundswell.donations.service.cfg");

    @Override
    protected void before() throws Throwable {
        super.before();
        put(SHIPPED);
    }

    /** Files beside or in the place of those that are there. */
    void put(Path from) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path copy = path(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    Path path(String name) {
        return getRoot().toPath().resolve(name);
    }

    void write(String name, String text) throws IOException {
        Files.createDirectories(path(name).getParent());
        Files.writeString(path(name), text);
    }

    /** @throws AssertionError where there is nothing to change */
    void change(String name, String before, String after) throws IOException {
        String text = Files.readString(path(name));
        if (!text.contains(before)) {
            throw new AssertionError(name + " has no " + before);
        }
        write(name, text.replace(before, after));
    }

    List<Finding> findings() throws IOException {
        return new SiteCheck(ServiceLoader.load(SiteReader.class).findFirst().orElseThrow(), FormLimits.read(LIMITS),
                KeptDictionaries::of).check(getRoot().toPath());
    }
}
