package org.groundswell.itests;

import static org.junit.Assert.assertEquals;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.Jar;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

/** A bundle as an integrator would build it, from the source of one class. */
final class TestBundle {
    private static final Pattern PACKAGE = Pattern.compile("package ([\\w.]+);");
    private static final Pattern CLASS = Pattern.compile("class (\\w+)");

    private TestBundle() {
    }

    /** Compiles the class and has bnd make a bundle of it, named as its package. */
    static Path build(Path folder, String source) throws Exception {
        return build(folder, source, Map.of());
    }

    /** @param headers of the manifest, for example {@code Bundle-Version} */
    static Path build(Path folder, String source, Map<String, String> headers) throws Exception {
        String name = first(PACKAGE, source);
        Path file = folder.resolve("src").resolve(name.replace('.', '/')).resolve(first(CLASS, source) + ".java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, source);
        Path classes = Files.createDirectories(folder.resolve(name + "-classes"));
        String classPath = System.getProperty("java.class.path");
        int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", classes.toString(), "-cp",
                classPath, "-proc:none", file.toString());
        assertEquals("it compiles", 0, result);
        try (var builder = new Builder()) {
            var path = new ArrayList<File>();
            path.add(classes.toFile());
            for (String entry : classPath.split(File.pathSeparator)) {
                if (entry.endsWith(".jar")) {
                    path.add(new File(entry));
                }
            }
            builder.setClasspath(path.toArray(File[]::new));
            builder.setProperty("Bundle-SymbolicName", name);
            builder.setProperty("Private-Package", name);
            headers.forEach(builder::setProperty);
            Jar jar = builder.build();
            assertEquals(List.of(), builder.getErrors());
            Path target = folder.resolve(name + headers.getOrDefault("Bundle-Version", "") + ".jar");
            jar.write(target.toFile());
            return target;
        }
    }

    /** {@code org.example.<name>}, with a page {@code /<name>} that is empty. */
    static Path answering(Path folder, String name) throws Exception {
        return build(folder, """
                package org.example.%1$s;

                import jakarta.servlet.Servlet;
                import jakarta.servlet.http.HttpServlet;
                import jakarta.servlet.http.HttpServletRequest;
                import jakarta.servlet.http.HttpServletResponse;
                import org.groundswell.edge.api.PublicServlet;
                import org.osgi.service.component.annotations.Component;
                import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

                @Component(service = Servlet.class)
                @PublicServlet
                @HttpWhiteboardServletPattern("/%1$s")
                public class EmptyPage extends HttpServlet {
                    private static final long serialVersionUID = 1L;
                    @Override
                    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
                        response.setStatus(200);
                    }
                }
                """.formatted(name));
    }

    /** A shipped bundle as its next version would be: the same classes, other headers. */
    static Path next(Node node, String symbolicName, Path folder, Map<String, String> headers) throws Exception {
        Path shipped;
        try (var files = Files.walk(node.home().resolve("artifacts/org/groundswell/" + symbolicName))) {
            // Apis bring their sources and pages beside themselves.
            shipped = files.filter(file -> file.toString().endsWith(".jar")
                    && !file.toString().matches(".*-(sources|javadoc)\\.jar")).findFirst().orElseThrow();
        }
        Path target = folder.resolve(symbolicName + "-" + headers.hashCode() + ".jar");
        NextVersion.write(shipped, target, headers);
        return target;
    }

    /** Puts a jar into a node's {@code deploy/} as a whole: a file that is moved in is never seen half-written. */
    static Path deploy(Node node, Path jar) throws Exception {
        Path target = node.home().resolve("deploy").resolve(jar.getFileName());
        Path part = target.resolveSibling(jar.getFileName() + ".part");
        Files.copy(jar, part);
        return Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalArgumentException("no " + pattern + " in the source");
        }
        return matcher.group(1);
    }
}
