package org.groundswell.itests;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** The Web Console as an admin's browser uses it. */
final class Console {
    private static final String BOUNDARY = "------groundswell-test";

    private final Node node;

    Console(Node node) {
        this.node = node;
    }

    /** The header with which an admin logs in. */
    static String basic(String password) {
        return "Basic " + Base64.getEncoder().encodeToString(("admin:" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** Installs the jar, or updates the bundle it belongs to, and starts it. */
    void upload(Path jar) throws IOException, InterruptedException {
        var body = new ByteArrayOutputStream();
        for (String field : new String[] {"action=install", "bundlestart=start", "refreshPackages=refresh",
            "bundlestartlevel=20"}) {
            String[] parts = field.split("=");
            body.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + parts[0]
                    + "\"\r\n\r\n" + parts[1] + "\r\n").getBytes(StandardCharsets.UTF_8));
        }
        body.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"bundlefile\"; filename=\""
                + jar.getFileName() + "\"\r\nContent-Type: application/java-archive\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(Files.readAllBytes(jar));
        body.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        String base = node.admin().base();
        var request = HttpRequest.newBuilder(URI.create(base + "/system/console/bundles"))
                .header("Authorization", basic(node.password())).header("Origin", base)
                .header("Referer", base + "/system/console/bundles")
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())).build();
        try (var client = HttpClient.newHttpClient()) {
            int status = client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
            if (status >= 400) {
                throw new IllegalStateException("the console said " + status);
            }
        }
    }
}
