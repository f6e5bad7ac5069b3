package org.groundswell.console.people;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import org.groundswell.console.api.AuditLog;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names and passwords that are tried, on the page and by scripts. The right one always comes in, whatever others try from
 * the same address; wrong ones are counted, and noted with their address. Thread-safe.
 */
@Component(service = Attempts.class, immediate = true)
public final class Attempts {
    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);
    private static final int NETWORK_BYTES = 8;
    private static final int QUEUE_SECONDS = 5;
    private static final int MINUTE_SECONDS = 60;

    private final People people;
    private final AuditLog audit;
    private final PasswordCheck check = new PasswordCheck();
    private final FailedTries failed;
    private final SharedCounts shared;

    @Activate
    public Attempts(@Reference People people, @Reference AuditLog audit, @Reference SharedConsole console) {
        this(people, audit, console, Clock.systemUTC());
    }

    Attempts(People people, AuditLog audit, SharedConsole console, Clock clock) {
        this.failed = new FailedTries(clock);
        this.people = people;
        this.audit = audit;
        this.shared = new SharedCounts(console, "wrong passwords", failed.counts());
    }

    @Deactivate
    void close() {
        shared.leave();
    }

    /** How a try ended. */
    sealed interface Outcome {
    }

    /** Name and password belong together. */
    record Right(Person person) implements Outcome {
    }

    /** They do not. */
    record Wrong() implements Outcome {
    }

    /** Too many wrong ones came from there, or too many wait for an answer. */
    record TooMany(int seconds) implements Outcome {
    }

    Outcome password(HttpServletRequest request, String name, String password) {
        Asker asker = failed.asker(network(request.getRemoteAddr()));
        Optional<Person> person = people.find(name);
        if (person.isEmpty() && asker.isOver()) {
            return wrong(request, name);
        }
        Optional<Boolean> right = person.isPresent() ? check.isRight(person.get(), password, asker)
                : check.nobodys(password, asker);
        if (right.isEmpty()) {
            return new TooMany(QUEUE_SECONDS);
        }
        return right.get() ? new Right(person.orElseThrow()) : wrong(request, name);
    }

    /**
     * Whether whoever is signed in knows the password, before something of their account is changed: a screen may stand open.
     *
     * @throws RefusedException where it is not right
     */
    void confirm(HttpServletRequest request, String password) {
        switch (password(request, request.getRemoteUser(), password)) {
            case Right right -> { }
            case Wrong wrong -> throw new RefusedException("current");
            case TooMany tooMany -> throw new RefusedException("tooMany");
        }
    }

    /** What is stored of a password that somebody has chosen. */
    String hash(String password) {
        return check.hash(password);
    }

    /** Counts a wrong password, or a wrong code of a second factor. */
    Outcome wrong(HttpServletRequest request, String name) {
        String address = network(request.getRemoteAddr());
        FailedTries.Try tried = failed.note(address);
        if (tried.isSaid()) {
            try {
                // What was typed may be a password in the wrong place: only names that are some are kept.
                audit.note(request, tried.tooMany() ? "person.throttled" : "person.failed",
                        people.find(name).map(Person::name).orElse(""), address);
            } catch (IOException e) {
                LOG.error("A wrong password cannot be noted: {}", e.getMessage());
            }
        }
        return tried.tooMany() ? new TooMany(MINUTE_SECONDS) : new Wrong();
    }

    /** An IPv6 address stands for its network: whoever has one has all of it. */
    static String network(String address) {
        try {
            byte[] bytes = InetAddress.ofLiteral(address).getAddress();
            return bytes.length == Integer.BYTES ? address
                    : HexFormat.ofDelimiter(":").formatHex(bytes, 0, NETWORK_BYTES) + "/64";
        } catch (IllegalArgumentException e) {
            return "an address of another kind";
        }
    }
}
