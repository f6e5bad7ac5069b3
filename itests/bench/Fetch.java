import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Single requests. */
final class Fetch {
    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Fetch() {
    }

    static byte[] page(String base) throws IOException, InterruptedException {
        return get(base + "/en/", "identity");
    }

    static byte[] gzip(String base) throws IOException, InterruptedException {
        return get(base + "/en/", "gzip");
    }

    static boolean answers(String url) throws InterruptedException {
        try {
            get(url, "identity");
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static byte[] get(String url, String encoding) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url)).header("Accept-Encoding", encoding).build();
        HttpResponse<byte[]> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200 || encoding.equals("gzip") && answer.headers().firstValue("content-encoding")
                .isEmpty()) {
            throw new IOException(url + ": status " + answer.statusCode() + ", not as asked for");
        }
        return answer.body();
    }
}
