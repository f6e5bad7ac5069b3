import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody at the phones, signed in at a node's console: enters a gift and waits for the next form. */
final class Volunteer {
    /** What {@link #enter} returns of a gift that is in the books. */
    static final int ENTERED = 200;
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String PASSWORD = "a lantern at the sea";
    private static final Pattern LINK = Pattern.compile("(?:http://[^/\\s]+)?/admin/welcome\\?link=([\\w-]+)");
    private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]+)\"");
    private static final Pattern KEY = Pattern.compile("name=\"key\" value=\"([^\"]+)\"");

    private final HttpClient client;
    private final String base;
    private final String session;
    private String own = "";
    private String page;

    private Volunteer(HttpClient client, String base, String session) throws IOException, InterruptedException {
        this.client = client;
        this.base = base;
        this.session = session;
        this.page = get("/admin/phone");
    }

    /** So many, of whom so many have an account; the owner of the node that works there lets them in. */
    static List<Volunteer> all(Path work, int people, int volunteers) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        String base = "http://127.0.0.1:" + Files.readString(work.resolve("node/conf/org.groundswell.edge.admin.cfg"))
                .replaceAll("\\D", "");
        String owner = welcome(client, base, ownerLink(work.resolve("node/bin/groundswell")), "&name=owner");
        String token = first(TOKEN, send(client, request(base, "/admin/people", owner)).body());
        var sessions = new ArrayList<String>();
        for (int i = 0; i < people; i++) {
            String invited = send(client, request(base, "/admin/people", owner).POST(body("token=" + encoded(token)
                    + "&what=invite&name=volunteer-" + i + "&role-phone=yes"))).body();
            sessions.add(welcome(client, base, invited, ""));
        }
        var all = new ArrayList<Volunteer>();
        for (int i = 0; i < volunteers; i++) {
            all.add(new Volunteer(client, base, sessions.get(i % people)));
        }
        return all;
    }

    static String ownerLink(Path program) throws IOException, InterruptedException {
        Process owner = new ProcessBuilder(program.toString(), "owner").redirectErrorStream(true).start();
        String said = new String(owner.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        owner.waitFor();
        return said;
    }

    /** @return the cookie of a session */
    static String welcome(HttpClient client, String base, String said, String name)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = send(client, request(base, "/admin/welcome", "").POST(body("link=" + first(LINK, said)
                + name + "&password=" + encoded(PASSWORD) + "&again=" + encoded(PASSWORD))));
        return answer.headers().firstValue("set-cookie").map(each -> each.replaceFirst(";.*", ""))
                .orElseThrow(() -> new IOException("not let in: " + answer.statusCode()));
    }

    /** @return {@link #ENTERED}, or the status of what came instead; 0 for none */
    int enter() {
        try {
            HttpResponse<String> answer = send(client, request(base, "/admin/phone", cookies()).POST(body("token="
                    + encoded(first(TOKEN, page)) + "&key=" + first(KEY, page)
                    + "&campaign=flood&language=en&amount=12%2C50&name=Piet+de+Vries&shown=yes&test=yes")));
            if (answer.statusCode() != 303) {
                return answer.statusCode();
            }
            own = answer.headers().firstValue("set-cookie").map(each -> "; " + each.replaceFirst(";.*", "")).orElse(own);
            page = get("/admin/phone?done=entered");
            return page.contains("class=\"done\"") ? ENTERED : 0;
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private String get(String path) throws IOException, InterruptedException {
        return send(client, request(base, path, cookies())).body();
    }

    private String cookies() {
        return session + own;
    }

    private static HttpRequest.Builder request(String base, String path, String cookies) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path)).header("Content-Type", FORM)
                .header("Accept", "text/html");
        return cookies.isEmpty() ? request : request.header("Cookie", cookies);
    }

    private static HttpRequest.BodyPublisher body(String form) {
        return HttpRequest.BodyPublishers.ofString(form);
    }

    private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String first(Pattern pattern, String text) throws IOException {
        Matcher found = pattern.matcher(text);
        if (!found.find()) {
            throw new IOException(pattern + " is not in " + text);
        }
        return found.group(1);
    }
}
