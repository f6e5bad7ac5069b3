package org.groundswell.console.people;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
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
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Everybody who may sign in: in a file of this node, or where there are several, in common with all of them. A password of an
 * older release makes an owner {@code admin}. Thread-safe.
 */
@Component(service = People.class)
public final class People {
    private static final String ADMIN = "admin";
    private static final int MOST = 1_000;
    private static final int TRIES = 5;

    private final PeopleFile own;
    private final SharedPeople shared;
    private final OwnerLink ownerLink;
    private final Clock clock;

    /** What is done before a change that may be, with nothing changed in between; where it fails nothing changes. */
    interface Before {
        void run() throws IOException;

        /** Another node was faster, and then the change may not be: it was not made. */
        default void undone() throws IOException {
        }
    }

    @Activate
    public People(BundleContext context, @Reference SharedConsole console) throws IOException {
        this(NodeFolder.of(context).resolve("data/console"), Clock.systemUTC(), console);
    }

    /** Those of a node that stands alone. */
    People(Path folder, Clock clock) throws IOException {
        this(folder, clock, new SharedConsole());
    }

    People(Path folder, Clock clock, SharedConsole console) throws IOException {
        this.own = new PeopleFile(PrivateFiles.folder(folder));
        this.ownerLink = new OwnerLink(folder);
        this.clock = clock;
        takeOver(folder.resolve(FirstStart.PASSWORD_FILE));
        this.shared = new SharedPeople(console, own);
    }

    @Deactivate
    void close() {
        shared.leave();
    }

    /** By name. */
    List<Person> all() {
        return book().all().values().stream().sorted(Comparator.comparing(Person::name)).toList();
    }

    Optional<Person> find(String name) {
        return Optional.ofNullable(book().all().get(name));
    }

    /** Whose link this is, and still counts. */
    Optional<Person> byLink(String secret) {
        return byLink(book().all(), secret);
    }

    private Optional<Person> byLink(Map<String, Person> people, String secret) {
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
    void add(Person person, Before before) throws IOException {
        store(people -> {
            if (people.containsKey(person.name())) {
                throw new RefusedException("taken");
            }
            if (people.size() >= MOST) {
                throw new RefusedException("full");
            }
            return with(people, person);
        }, before);
    }

    void add(Person person) throws IOException {
        add(person, () -> { });
    }

    /** Adds an owner, or gives an owner who is locked out a password and no second factor; the link has done its work. */
    synchronized Person makeOwner(String secret, String name, String password) throws IOException {
        if (!isOwnerLink(secret)) {
            throw new RefusedException("link");
        }
        Person owner = store(people -> with(people, Optional.ofNullable(people.get(name))
                .map(each -> each.withPassword(password).withoutSecondFactor().withRoles(owning(each)))
                .orElseGet(() -> Person.withPassword(name, EnumSet.of(Role.OWNER), password, clock.instant()))),
                () -> { }).get(name);
        ownerLink.remove();
        return owner;
    }

    /** Sets the password of whoever has this link. It is for somebody who is locked out: the second factor goes. */
    Person useLink(String secret, String password) throws IOException {
        String name = byLink(secret).orElseThrow(() -> new RefusedException("link")).name();
        return store(people -> with(people, byLink(people, secret).orElseThrow(() -> new RefusedException("link"))
                .withPassword(password).withoutSecondFactor()), () -> { }).get(name);
    }

    /** Whether nobody else is an owner. */
    boolean isLastOwner(String name) {
        return find(name).filter(Person::isOwner).isPresent() && all().stream().filter(Person::isOwner).count() == 1;
    }

    /**
     * Changes somebody.
     *
     * @throws RefusedException where there is nobody of this name, or nobody would be an owner any more
     */
    Person change(String name, UnaryOperator<Person> change, Before before) throws IOException {
        return store(people -> keepingAnOwner(people, with(people, change.apply(known(people, name)))), before).get(name);
    }

    Person change(String name, UnaryOperator<Person> change) throws IOException {
        return change(name, change, () -> { });
    }

    /** Takes somebody away; sessions end with that. */
    void remove(String name, Before before) throws IOException {
        store(people -> {
            var next = new TreeMap<>(people);
            next.remove(known(people, name).name());
            return keepingAnOwner(people, next);
        }, before);
    }

    void remove(String name) throws IOException {
        remove(name, () -> { });
    }

    private static EnumSet<Role> owning(Person person) {
        EnumSet<Role> roles = EnumSet.of(Role.OWNER);
        roles.addAll(person.roles());
        return roles;
    }

    private static Person known(Map<String, Person> people, String name) {
        return Optional.ofNullable(people.get(name)).orElseThrow(() -> new RefusedException("nobody"));
    }

    private static Map<String, Person> keepingAnOwner(Map<String, Person> people, Map<String, Person> next) {
        boolean had = people.values().stream().anyMatch(Person::isOwner);
        if (had && next.values().stream().noneMatch(Person::isOwner)) {
            throw new RefusedException("lastOwner");
        }
        return next;
    }

    /** An identity leads to one account, whichever node is asked to tie it to another. */
    private static Map<String, Person> with(Map<String, Person> people, Person person) {
        // Whoever had it before, perhaps with somebody else, is not tied to it now.
        boolean isTied = !person.identity().isEmpty() && Optional.ofNullable(people.get(person.name()))
                .filter(each -> each.identity().equals(person.identity())).isEmpty();
        if (isTied && people.values().stream().anyMatch(each -> !each.name().equals(person.name())
                && each.identity().equals(person.identity()))) {
            throw new RefusedException("identity");
        }
        var next = new TreeMap<>(people);
        next.put(person.name(), person);
        return next;
    }

    private PeopleBook book() {
        return shared.isShared() ? shared : own;
    }

    /** Where another node was faster, what is to be is made once more of what it has left; noted it is once. */
    private synchronized Map<String, Person> store(UnaryOperator<Map<String, Person>> change, Before before)
            throws IOException {
        PeopleBook book = book();
        book.check();
        for (int tries = 0; tries < TRIES; tries++) {
            Map<String, Person> present = book.all();
            Map<String, Person> next;
            try {
                next = change.apply(present);
            } catch (RefusedException e) {
                if (tries > 0) {
                    before.undone();
                }
                throw e;
            }
            if (tries == 0) {
                before.run();
            }
            if (book.exchange(present, next)) {
                return next;
            }
        }
        before.undone();
        throw new UnreachableException("Other nodes change the people at the same time, again and again", null);
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
        Map<String, Person> present = own.all();
        own.exchange(present, with(present, Optional.ofNullable(present.get(ADMIN)).map(each -> each.withPassword(stored))
                .orElseGet(() -> Person.withPassword(ADMIN, EnumSet.of(Role.OWNER), stored, clock.instant()))));
        Files.delete(passwordFile);
    }
}
