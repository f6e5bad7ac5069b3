package org.groundswell.itests;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.groundswell.pages.api.check.SiteReader;
import org.groundswell.pages.api.check.SiteReading;

/** A site folder as the check of sites renders it, with its styles, scripts and pictures, on the loopback; no node is there. */
final class RenderedSite implements AutoCloseable {
    private static final Map<String, String> TYPES = Map.of("css", "text/css", "js", "text/javascript", "svg", "image/svg+xml",
            "html", "text/html; charset=utf-8");

    private final SiteReading reading;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final HttpServer server;

    RenderedSite(Path folder) throws IOException {
        reading = ServiceLoader.load(SiteReader.class).findFirst().orElseThrow().read(folder);
        files.putAll(reading.published());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    /** Those of one language, in an order that is the same for all languages. */
    List<SiteReading.Page> pages(String language) {
        return reading.pages().stream().filter(page -> page.language().equals(language)).toList();
    }

    /** What stands at one path in one language. */
    String html(String language, String page) {
        return pages(language).stream().filter(each -> each.name().equals(page) && !each.path().isEmpty()).findFirst()
                .orElseThrow().html();
    }

    /** Where a page is from now on; it may be none of this site's. */
    String address(String name, String html) {
        files.put("/" + name + ".html", html.getBytes(StandardCharsets.UTF_8));
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name + ".html";
    }

    /** What listeners to an address hear from now on. */
    void tell(String path, String event) {
        files.put(path, ("data: " + event + "\n\n").getBytes(StandardCharsets.UTF_8));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            byte[] bytes = files.get(path);
            if (bytes == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", path.startsWith("/live/") ? "text/event-stream"
                    : TYPES.getOrDefault(path.substring(path.lastIndexOf('.') + 1), "application/octet-stream"));
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
