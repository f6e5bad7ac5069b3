package org.groundswell.console.alarms;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.groundswell.console.alarms.AlarmBoard.On;
import org.groundswell.console.api.Alarms.Alarm;
import org.groundswell.kernel.api.mail.Mail;
import org.groundswell.kernel.api.ports.PortUnavailableException;
import org.groundswell.shared.addresses.EmailAddress;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells those whom it concerns when an alarm begins and when it is over, once each. What comes soon after a mail waits and
 * goes into the next one, so that nobody gets a mail a second. For one thread.
 */
@Component(service = AlarmMail.class, configurationPid = "org.groundswell.console.alarms.mail")
@Designate(ocd = AlarmMail.Config.class)
public final class AlarmMail {
    private static final Logger LOG = LoggerFactory.getLogger(AlarmMail.class);
    private static final int MOST_WAITING = 100;

    private final List<String> to;
    private final Locale language;
    private final Duration pause;
    private final Words words = new Words();
    private final List<On> begun = new ArrayList<>();
    private final List<On> ended = new ArrayList<>();
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile Mail mail;
    private Instant next = Instant.MIN;
    /** The ids of alarms of which a mail has said that they began, and none that they ended. */
    private final Set<String> told = new HashSet<>();

    /** Settings of mails about alarms. */
    @ObjectClassDefinition(name = "Groundswell console: e-mail about alarms")
    public @interface Config {
        @AttributeDefinition(description = "Who is told by e-mail, such as: noor@example.org; nobody by default. The mail"
                + " server is that of org.groundswell.mail")
        String[] to() default {};

        @AttributeDefinition(description = "In which language: en, nl or ar")
        String language() default "en";

        @AttributeDefinition(min = "1", max = "1440", description = "Minutes from one mail to the next; what happens between"
                + " is in that one")
        int pauseMinutes() default 5;
    }

    @Activate
    public AlarmMail(Config config) {
        this.to = Arrays.stream(config.to()).filter(each -> !each.isBlank()).map(EmailAddress::cleaned).toList();
        to.stream().filter(each -> !EmailAddress.isValid(each)).findFirst().ifPresent(each -> {
            throw new IllegalArgumentException("to: expected addresses such as noor@example.org, found '" + each + "'");
        });
        this.language = Locale.forLanguageTag(config.language());
        this.pause = Duration.ofMinutes(config.pauseMinutes());
    }

    /**
     * What was before a restart.
     *
     * @param on    goes on; of what was not told the next mail tells
     * @param those whose beginning was told
     */
    void remember(List<On> on, Set<String> those) {
        told.addAll(those);
        List<On> untold = on.stream().filter(each -> !told.contains(each.sign().id()) && !isIn(begun, each)).toList();
        keep(begun, untold);
    }

    private static boolean isIn(List<On> waiting, On alarm) {
        return waiting.stream().anyMatch(each -> each.sign().id().equals(alarm.sign().id()));
    }

    /** The ids of those whose beginning was told, and not their end. */
    Set<String> told() {
        return Set.copyOf(told);
    }

    void tell(AlarmBoard.News news, Instant now) {
        if (to.isEmpty()) {
            return;
        }
        keep(begun, news.begun());
        keep(ended, news.ended());
        Mail present = mail;
        if (begun.isEmpty() && ended.isEmpty() || now.isBefore(next) || present == null) {
            return;
        }
        try {
            if (!present.isReady()) {
                return;
            }
            // Also after a failure: a server that is away is not asked every few seconds.
            next = now.plus(pause);
            present.send(to, subject(), text());
            begun.forEach(each -> told.add(each.sign().id()));
            ended.forEach(each -> told.remove(each.sign().id()));
            begun.clear();
            ended.clear();
        } catch (IOException | PortUnavailableException e) {
            LOG.warn("A mail about alarms could not be sent and is tried again: {}", e.getMessage());
        }
    }

    /** While no mail can be sent the oldest ones leave. */
    private static void keep(List<On> waiting, List<On> news) {
        waiting.addAll(news);
        while (waiting.size() > MOST_WAITING) {
            waiting.removeFirst();
        }
    }

    private String subject() {
        return begun.isEmpty() ? words.text(language, "mail.over", ended.size())
                : words.text(language, "mail.begun", words.alarm(begun.getFirst(), language).what());
    }

    private String text() {
        var text = new StringBuilder();
        for (On each : begun) {
            Alarm alarm = words.alarm(each, language);
            text.append(alarm.since()).append("  ").append(alarm.what()).append('\n').append(alarm.remedy())
                    .append("\n\n");
        }
        for (On each : ended) {
            text.append(words.text(language, "mail.ended", words.alarm(each, language).what())).append("\n\n");
        }
        return text.append(words.text(language, "mail.foot")).append('\n').toString();
    }
}
