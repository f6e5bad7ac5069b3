package org.groundswell.mail;

import jakarta.mail.MessagingException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.groundswell.kernel.api.mail.MailException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Whether the mail server took what it was offered last. Thread-safe. */
@Component(service = Standing.class)
public final class Standing {
    /** Where nobody has tried since, perhaps because another node sends now, it says nothing any more. */
    private static final Duration COUNTS_FOR = Duration.ofHours(1);

    private final Clock clock;
    private Instant failed = Instant.EPOCH;
    private String trouble = "";

    /** Made by the framework. */
    @Activate
    public Standing() {
        this(Clock.systemUTC());
    }

    Standing(Clock clock) {
        this.clock = clock;
    }

    synchronized void works() {
        trouble = "";
    }

    /** What is wrong with the server, or with what we are to it, and with no letter. */
    synchronized MailException fails(MessagingException cause) {
        Diagnosis diagnosis = Diagnosis.of(cause);
        trouble = "The mail server cannot be used: " + diagnosis.words();
        failed = clock.instant();
        return diagnosis.failure(trouble, cause);
    }

    /** Why letters wait or are lost; nothing while the server takes them. */
    synchronized Optional<String> trouble() {
        return trouble.isEmpty() || failed.plus(COUNTS_FOR).isBefore(clock.instant()) ? Optional.empty()
                : Optional.of(trouble);
    }
}
