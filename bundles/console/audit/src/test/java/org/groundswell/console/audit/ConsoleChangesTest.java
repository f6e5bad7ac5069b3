package org.groundswell.console.audit;

import static org.junit.Assert.assertEquals;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.Test;

public class ConsoleChangesTest {

    @Test
    public void anUploadIsNotedWithTheNamesOfItsFiles() {
        assertEquals("upload of a.jar, b.jar", ConsoleChanges.what(request("/bundles", part(null), part("a.jar"),
                part("C:\\jars\\b.jar"), part(""))));
        assertEquals("upload of a b.jar", ConsoleChanges.what(request("/install", part("a\r\nb.jar\u202e"))));
        assertEquals("upload", ConsoleChanges.what(request("/bundles")));
        assertEquals("who else reads a body reads it alone", "upload", ConsoleChanges.what(request("/raffle", part("a.jar"))));
        assertEquals("upload", ConsoleChanges.what(request("/bundles", (Part) null)));
        String longest = ConsoleChanges.what(request("/bundles", part("x".repeat(50_000) + ".jar")));
        assertEquals(longest, true, longest.length() < 300);
    }

    private static Part part(String name) {
        return (Part) Proxy.newProxyInstance(ConsoleChangesTest.class.getClassLoader(), new Class<?>[] {Part.class},
                (_, _, _) -> name);
    }

    /** Where the part is null, the body cannot be read. */
    private static HttpServletRequest request(String path, Part... parts) {
        return (HttpServletRequest) Proxy.newProxyInstance(ConsoleChangesTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class}, (_, called, _) -> switch (called.getName()) {
                    case "getServletPath" -> path;
                    case "getPathInfo" -> null;
                    case "getContentType" -> "multipart/form-data; boundary=x";
                    case "getParts" -> {
                        if (parts.length == 1 && parts[0] == null) {
                            throw new ServletException("no parts");
                        }
                        yield List.of(parts);
                    }
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }
}
