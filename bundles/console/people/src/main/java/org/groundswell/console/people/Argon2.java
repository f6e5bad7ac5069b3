package org.groundswell.console.people;

import com.password4j.Argon2Function;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Argon2id (RFC 9106) by the library that is carried inside. Its factory keeps each function, with all the memory that it
 * works on, for good, and a node has little: so one is made for each password and forgotten.
 */
final class Argon2 {
    static final String PREFIX = "$argon2id$";
    private static final Pattern STORED =
            Pattern.compile("\\$argon2id\\$v=19\\$m=([0-9]{1,6}),t=([0-9]{1,2}),p=1\\$[\\w+/]+\\$[\\w+/]+");
    private static final int VERSION = 19;
    private static final int HASH_BYTES = 32;

    private Argon2() {
    }

    /**
     * What is stored of a password.
     *
     * @param memory in KiB
     */
    static String hash(String password, byte[] salt, int memory, int passes) {
        return function(memory, passes).hash(bytes(password), salt).getResult();
    }

    /** @throws IllegalArgumentException if nothing that {@link #hash} has made is stored */
    static boolean matches(String stored, String password) {
        Matcher parts = STORED.matcher(stored);
        if (!parts.matches()) {
            throw new IllegalArgumentException("expected " + PREFIX + "v=19$m=...,t=...,p=1$salt$hash");
        }
        return function(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)))
                .check(bytes(password), bytes(stored));
    }

    private static Argon2Function function(int memory, int passes) {
        try {
            Constructor<Argon2Function> made = Argon2Function.class.getDeclaredConstructor(int.class, int.class, int.class,
                    int.class, com.password4j.types.Argon2.class, int.class);
            made.setAccessible(true);
            return made.newInstance(memory, passes, 1, HASH_BYTES, com.password4j.types.Argon2.ID, VERSION);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the library that is carried inside has changed", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
