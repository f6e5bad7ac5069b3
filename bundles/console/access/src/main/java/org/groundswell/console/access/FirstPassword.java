package org.groundswell.console.access;

import java.io.IOException;
import java.nio.file.Path;

/**
 * What {@code bin/groundswell} runs before a node starts for the first time, outside the framework, so that the
 * password goes to the terminal and never into a log: prints it, or nothing where there is one already.
 */
public final class FirstPassword {

    private FirstPassword() {
    }

    /** @param arguments the password file's path */
    public static void main(String[] arguments) throws IOException {
        var file = new PasswordFile(Path.of(arguments[0]));
        if (!file.exists()) {
            System.out.println(file.generate());
        }
    }
}
