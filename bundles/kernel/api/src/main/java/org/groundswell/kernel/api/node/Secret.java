package org.groundswell.kernel.api.node;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A secret that settings only name, so that neither a settings file nor the console nor a log ever holds it:
 * {@code env:NAME} for an environment variable, {@code file:path} for the first line of a file (a relative path is
 * below the node's folder). A file is read at each use: exchange it, and the new secret is in force.
 */
public final class Secret {
    private static final String ENV = "env:";
    private static final String FILE = "file:";
    /** Bytes; no secret is longer, and a file that is none may be. */
    private static final int LONGEST = 8192;

    private final String setting;
    private final String reference;
    private final Function<String, @Nullable String> environment;
    private final NodeFolder node;

    private Secret(String setting, String reference, NodeFolder node, Function<String, @Nullable String> environment) {
        this.setting = setting;
        this.reference = reference;
        this.node = node;
        this.environment = environment;
    }

    /**
     * For those who can say later that it is missing: whether it is there shows at its first use.
     *
     * @param setting   the setting's name, for messages
     * @param reference what the setting says
     * @throws IllegalArgumentException if it is neither form; it is never repeated
     */
    public static Secret named(String setting, String reference, NodeFolder node) {
        return named(setting, reference, node, System::getenv);
    }

    /**
     * @param setting   the setting's name, for messages
     * @param reference what the setting says
     * @throws IllegalArgumentException if it is neither form or names nothing that is there; it is never repeated
     */
    public static Secret of(String setting, String reference, NodeFolder node) {
        return of(setting, reference, node, System::getenv);
    }

    static Secret of(String setting, String reference, NodeFolder node, Function<String, @Nullable String> environment) {
        Secret secret = named(setting, reference, node, environment);
        secret.value();
        return secret;
    }

    private static Secret named(String setting, String reference, NodeFolder node,
            Function<String, @Nullable String> environment) {
        if (!reference.startsWith(ENV) && !reference.startsWith(FILE)) {
            throw new IllegalArgumentException(setting + ": expected env:NAME or file:path, found something else;"
                    + " secrets themselves do not belong into settings");
        }
        return new Secret(setting, reference, node, environment);
    }

    /** @throws IllegalArgumentException if the variable or file is not there (any more) or is empty */
    public String value() {
        String value = reference.startsWith(ENV) ? environment.apply(reference.substring(ENV.length())) : fromFile();
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(setting + ": " + reference + " is not there or empty");
        }
        return value.strip();
    }

    /** Only where it comes from. */
    @Override
    public String toString() {
        return reference;
    }

    private String fromFile() {
        Path file = node.resolve(reference.substring(FILE.length()));
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException(setting + ": " + file + " is a folder, expected a file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            String text = new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
            // Some editors begin a file with a byte order mark: it is no part of the secret.
            return text.replaceFirst("^\\ufeff", "").lines().findFirst().orElse("");
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(setting + ": there is no file " + file, e);
        } catch (IOException e) {
            throw new IllegalArgumentException(setting + ": " + file + " cannot be read", e);
        }
    }
}
