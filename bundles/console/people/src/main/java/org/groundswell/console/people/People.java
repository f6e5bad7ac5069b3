package org.groundswell.console.people;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.groundswell.console.api.Role;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.shared.files.PrivateFiles;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Everybody who may sign in, in {@code data/console/people}, written anew as a whole. A password of an older release makes
 * an owner {@code admin}. Thread-safe.
 */
@Component(service = People.class)
public final class People {
    private static final String ADMIN = "admin";
    private static final int MOST = 1_000;

    private final Path file;
    private final OwnerLink ownerLink;
    private final Clock clock;
    private final Gson gson = StoredJson.gson();
    private volatile Map<String, Person> people = Map.of();

    /** What is done before a change that may be, with nothing changed in between; where it fails nothing changes. */
    interface Before {
        void run() throws IOException;
    }

    /** What the file has. */
    private record Content(List<Person> people) {
    }

    @Activate
    public People(BundleContext context) throws IOException {
        this(NodeFolder.of(context).resolve("data/console"), Clock.systemUTC());
    }

    People(Path folder, Clock clock) throws IOException {
        this.file = PrivateFiles.folder(folder).resolve("people");
        this.ownerLink = new OwnerLink(folder);
        this.clock = clock;
        read();
        takeOver(folder.resolve(FirstStart.PASSWORD_FILE));
    }

    /** By name. */
    List<Person> all() {
        return people.values().stream().sorted(Comparator.comparing(Person::name)).toList();
    }

    Optional<Person> find(String name) {
        return Optional.ofNullable(people.get(name));
    }

    /** Whose link this is, and still counts. */
    Optional<Person> byLink(String secret) {
        return people.values().stream().filter(each -> OneTimeLink.isRight(each.link(), secret)
                && clock.instant().isBefore(each.linkEnds())).findFirst();
    }

    boolean isOwnerLink(String secret) throws IOException {
        return ownerLink.isRight(secret, clock.instant());
    }

    /**
     * Adds somebody.
     *
     * @throws RefusedException where the name is taken, or there are as many as a node has room for
     */
    synchronized void add(Person person, Before before) throws IOException {
        if (people.containsKey(person.name())) {
            throw new RefusedException("taken");
        }
        if (people.size() >= MOST) {
            throw new RefusedException("full");
        }
        before.run();
        store(with(person));
    }

    void add(Person person) throws IOException {
        add(person, () -> { });
    }

    /** Adds an owner, or gives an owner who is locked out a password and no second factor; the link has done its work. */
    synchronized Person makeOwner(String secret, String name, String password) throws IOException {
        if (!isOwnerLink(secret)) {
            throw new RefusedException("link");
        }
        Person owner = find(name).map(each -> each.withPassword(password).withoutSecondFactor().withRoles(owning(each)))
                .orElseGet(() -> Person.withPassword(name, EnumSet.of(Role.OWNER), password, clock.instant()));
        store(with(owner));
        ownerLink.remove();
        return owner;
    }

    /** Sets the password of whoever has this link. It is for somebody who is locked out: the second factor goes. */
    synchronized Person useLink(String secret, String password) throws IOException {
        Person person = byLink(secret).orElseThrow(() -> new RefusedException("link"))
                .withPassword(password).withoutSecondFactor();
        store(with(person));
        return person;
    }

    /** Whether nobody else is an owner. */
    boolean isLastOwner(String name) {
        return find(name).filter(Person::isOwner).isPresent()
                && people.values().stream().filter(Person::isOwner).count() == 1;
    }

    /**
     * Changes somebody.
     *
     * @throws RefusedException where there is nobody of this name, or nobody would be an owner any more
     */
    synchronized Person change(String name, UnaryOperator<Person> change, Before before) throws IOException {
        Person changed = change.apply(find(name).orElseThrow(() -> new RefusedException("nobody")));
        Map<String, Person> next = with(changed);
        keepAnOwner(next);
        before.run();
        store(next);
        return changed;
    }

    Person change(String name, UnaryOperator<Person> change) throws IOException {
        return change(name, change, () -> { });
    }

    /** Takes somebody away; sessions end with that. */
    synchronized void remove(String name, Before before) throws IOException {
        var next = new TreeMap<>(people);
        if (next.remove(name) == null) {
            throw new RefusedException("nobody");
        }
        keepAnOwner(next);
        before.run();
        store(next);
    }

    void remove(String name) throws IOException {
        remove(name, () -> { });
    }

    private static EnumSet<Role> owning(Person person) {
        EnumSet<Role> roles = EnumSet.of(Role.OWNER);
        roles.addAll(person.roles());
        return roles;
    }

    private void keepAnOwner(Map<String, Person> next) {
        boolean had = people.values().stream().anyMatch(Person::isOwner);
        if (had && next.values().stream().noneMatch(Person::isOwner)) {
            throw new RefusedException("lastOwner");
        }
    }

    private Map<String, Person> with(Person person) {
        var next = new TreeMap<>(people);
        next.put(person.name(), person);
        return next;
    }

    private void store(Map<String, Person> next) throws IOException {
        PrivateFiles.replace(file, gson.toJson(new Content(new ArrayList<>(next.values()))) + "\n");
        people = Map.copyOf(next);
    }

    private void read() throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try {
            var found = new TreeMap<String, Person>();
            gson.fromJson(Files.readString(file), Content.class).people().forEach(each -> found.put(each.name(), each));
            people = Map.copyOf(found);
        } catch (JsonParseException | NullPointerException e) {
            throw new IOException(file + " cannot be read; take it away and start the node to begin with a new owner", e);
        }
    }

    /** A crash in between does the same once more. */
    private void takeOver(Path passwordFile) throws IOException {
        if (!Files.exists(passwordFile)) {
            return;
        }
        String stored = Files.readString(passwordFile).strip();
        if (!Passwords.isKnown(stored)) {
            throw new IOException(passwordFile + " cannot be read; delete it and start the node");
        }
        store(with(find(ADMIN).map(each -> each.withPassword(stored)).orElseGet(() ->
                Person.withPassword(ADMIN, EnumSet.of(Role.OWNER), stored, clock.instant()))));
        Files.delete(passwordFile);
    }
}
