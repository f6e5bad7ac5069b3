import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The owner of a node's console, signed in.
 *
 * @param cookie of the session
 */
record Owner(HttpClient client, String base, String cookie) {

    /** Of the node that works there; it has to be the first one who signs in. */
    static Owner of(Path work) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        String base = "http://127.0.0.1:" + Files.readString(work.resolve("node/conf/org.groundswell.edge.admin.cfg"))
                .replaceAll("\\D", "");
        return new Owner(client, base, Volunteer.welcome(client, base,
                Volunteer.ownerLink(work.resolve("node/bin/groundswell")), "&name=owner"));
    }

    /** @return the page, which has to be there */
    String page(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request(path), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(path + ": status " + answer.statusCode());
        }
        return answer.body();
    }

    /** @return the bytes as they come */
    InputStream stream(String path) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = client.send(request(path), HttpResponse.BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200) {
            throw new IOException(path + ": status " + answer.statusCode());
        }
        return answer.body();
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).header("Cookie", cookie).header("Accept", "text/html").build();
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
