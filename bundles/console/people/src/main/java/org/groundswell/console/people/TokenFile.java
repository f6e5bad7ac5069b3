package org.groundswell.console.people;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.groundswell.shared.files.PrivateFiles;

/**
 * The tokens of a node, in {@code data/console/tokens}, written anew as a whole; where nodes have them in common, what this one
 * heard last. Thread-safe.
 */
final class TokenFile {
    private final Path file;
    private final Path sharedFile;
    private final Gson gson = StoredJson.gson();
    private volatile Map<String, Token> byHash = Map.of();

    /** What the file has, and a record that several nodes have in common. */
    private record Content(List<Token> tokens) {
    }

    TokenFile(Path folder) throws IOException {
        this.file = PrivateFiles.folder(folder).resolve("tokens");
        this.sharedFile = folder.resolve("tokens.shared");
        if (Files.exists(file)) {
            try {
                byHash = byHash(read(Files.readString(file), gson));
            } catch (JsonParseException | NullPointerException e) {
                throw new IOException(file + " cannot be read; take it away and start the node, and make new tokens", e);
            }
        }
    }

    static String write(List<Token> tokens, Gson gson) {
        return gson.toJson(new Content(new ArrayList<>(tokens))) + "\n";
    }

    /** @throws JsonParseException or {@link NullPointerException} if these are none */
    static List<Token> read(String text, Gson gson) {
        return gson.fromJson(text, Content.class).tokens();
    }

    Map<String, Token> byHash() {
        return byHash;
    }

    synchronized void store(List<Token> tokens) throws IOException {
        PrivateFiles.replace(file, write(tokens, gson));
        byHash = byHash(tokens);
    }

    /** As all nodes have them. */
    synchronized void keep(Map<String, Token> shared) throws IOException {
        if (!byHash.equals(shared)) {
            store(new ArrayList<>(shared.values()));
        }
    }

    /** Whether those of this node were handed over to others once. */
    boolean isShared() {
        return Files.exists(sharedFile);
    }

    void setShared() throws IOException {
        PrivateFiles.replace(sharedFile, "");
    }

    private static Map<String, Token> byHash(List<Token> tokens) {
        return tokens.stream().collect(Collectors.toUnmodifiableMap(Token::hash, each -> each, (_, last) -> last));
    }
}
