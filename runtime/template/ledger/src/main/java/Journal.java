package __package__;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.function.Consumer;
import org.joda.money.Money;

/** Lines of JSON, each on the disk before it counts. Not thread-safe. */
final class Journal implements AutoCloseable {
    private static final Gson JSON = new GsonBuilder()
            .registerTypeAdapter(Money.class, (JsonSerializer<Money>) (money, _, _) -> text(money))
            .registerTypeAdapter(Money.class, (JsonDeserializer<Money>) (json, _, _) -> Money.parse(json.getAsString()))
            .registerTypeAdapter(Instant.class, (JsonSerializer<Instant>) (at, _, _) -> text(at))
            .registerTypeAdapter(Instant.class,
                    (JsonDeserializer<Instant>) (json, _, _) -> Instant.parse(json.getAsString()))
            .create();

    private final FileChannel channel;
    /** Where the next line begins: what stands behind it was never acknowledged. */
    private long end;

    Journal(Path file, Consumer<Line> reader) throws IOException {
        Files.createDirectories(file.getParent());
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                String line = new String(bytes, (int) end, i - (int) end, StandardCharsets.UTF_8);
                reader.accept(JSON.fromJson(line, Line.class));
                end = i + 1L;
            }
        }
    }

    void append(Line line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((JSON.toJson(line) + "\n").getBytes(StandardCharsets.UTF_8));
        long at = end;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
        channel.truncate(at);
        channel.force(false);
        end = at;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static JsonPrimitive text(Object value) {
        return new JsonPrimitive(value.toString());
    }
}
