package org.groundswell.console.people;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import org.groundswell.shared.files.PrivateFiles;

/**
 * What {@code bin/groundswell} runs outside the framework, so that secrets go to the terminal and never into a log: makes
 * the link by which somebody becomes an owner, and for scripts a password of the user {@code admin}.
 */
public final class FirstStart {
    /** Where the running node finds the password that was made here, or by an older release. */
    static final String PASSWORD_FILE = "password";
    private static final int PASSWORD_LENGTH = 20;
    /** Without letters and digits that look alike. */
    private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private FirstStart() {
    }

    /**
     * Prints the link's secret, and the password in a second line.
     *
     * @param arguments the folder {@code data/console}, and {@code --password} if one is wanted
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = PrivateFiles.folder(Path.of(arguments[0]));
        System.out.println(new OwnerLink(folder).make(Instant.now()));
        Path file = folder.resolve(PASSWORD_FILE);
        if (arguments.length > 1 && arguments[1].equals("--password") && !Files.exists(file)) {
            String password = password();
            PrivateFiles.replace(file, Passwords.fastHash(password) + "\n");
            System.out.println(password);
        }
    }

    private static String password() {
        var random = new SecureRandom();
        var password = new StringBuilder();
        for (int i = 0; i < PASSWORD_LENGTH; i++) {
            password.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return password.toString();
    }
}
