package org.groundswell.itests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The instructions of a container file, in their order. */
record ContainerFile(List<Instruction> instructions) {
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");

    /** One of them, with what stands behind its name. */
    record Instruction(String name, String text) {
        /** Its words where it has the form of a list, {@code ["one", "two"]}, or begins with another instruction before it. */
        List<String> words() {
            var words = new ArrayList<String>();
            Matcher quoted = QUOTED.matcher(text);
            while (quoted.find()) {
                words.add(quoted.group(1));
            }
            return words;
        }
    }

    static ContainerFile read(Path file) throws IOException {
        var instructions = new ArrayList<Instruction>();
        String text = Files.readString(file).replaceAll("\\\\\n\\s*", "");
        for (String line : text.lines().filter(each -> !each.isBlank() && !each.startsWith("#")).toList()) {
            String[] parts = line.split(" ", 2);
            instructions.add(new Instruction(parts[0], parts[1]));
        }
        return new ContainerFile(instructions);
    }

    List<Instruction> all(String name) {
        return instructions.stream().filter(each -> each.name().equals(name)).toList();
    }

    /** The last one of this name, which is the one that counts. */
    Instruction last(String name) {
        return all(name).getLast();
    }
}
