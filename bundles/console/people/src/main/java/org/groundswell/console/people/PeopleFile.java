package org.groundswell.console.people;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.groundswell.shared.files.PrivateFiles;

/**
 * The people of a node, in {@code data/console/people}, written anew as a whole. Where nodes have them in common it is what
 * this one heard last, and {@code people.shared} beside it has the names that the others know: who is taken away there does
 * not come back from here. Thread-safe.
 */
final class PeopleFile implements PeopleBook {
    private final Path file;
    private final Path sharedFile;
    private final Gson gson = StoredJson.gson();
    private volatile Map<String, Person> people;

    /** What the file has, and a record that several nodes have in common. */
    private record Content(List<Person> people) {
    }

    /** @param folder {@code data/console} */
    PeopleFile(Path folder) throws IOException {
        this.file = folder.resolve("people");
        this.sharedFile = folder.resolve("people.shared");
        this.people = Files.exists(file) ? read() : Map.of();
    }

    static String write(Map<String, Person> people, Gson gson) {
        return gson.toJson(new Content(new ArrayList<>(people.values()))) + "\n";
    }

    /** @throws JsonParseException or {@link NullPointerException} if these are none */
    static Map<String, Person> read(String text, Gson gson) {
        var found = new TreeMap<String, Person>();
        gson.fromJson(text, Content.class).people().forEach(each -> found.put(each.name(), each));
        return Map.copyOf(found);
    }

    @Override
    public Map<String, Person> all() {
        return people;
    }

    @Override
    public synchronized boolean exchange(Map<String, Person> before, Map<String, Person> next) throws IOException {
        if (people != before) {
            return false;
        }
        store(next);
        return true;
    }

    /** Who is known here only. */
    synchronized Map<String, Person> unshared() throws IOException {
        List<String> known = sharedNames();
        return people.entrySet().stream().filter(each -> !known.contains(each.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** As all nodes have them. */
    synchronized void keep(Map<String, Person> shared) throws IOException {
        var names = new TreeSet<>(sharedNames());
        if (names.addAll(shared.keySet()) || !Files.exists(sharedFile)) {
            // Before the people: a crash in between must not make them new here.
            PrivateFiles.replace(sharedFile, String.join("\n", names) + "\n");
        }
        if (!people.equals(shared)) {
            store(shared);
        }
    }

    private List<String> sharedNames() throws IOException {
        return Files.exists(sharedFile) ? Files.readAllLines(sharedFile) : List.of();
    }

    private void store(Map<String, Person> next) throws IOException {
        PrivateFiles.replace(file, write(new TreeMap<>(next), gson));
        people = Map.copyOf(next);
    }

    private Map<String, Person> read() throws IOException {
        try {
            return read(Files.readString(file), gson);
        } catch (JsonParseException | NullPointerException e) {
            throw new IOException(file + " cannot be read; take it away and start the node to begin with a new owner", e);
        }
    }
}
