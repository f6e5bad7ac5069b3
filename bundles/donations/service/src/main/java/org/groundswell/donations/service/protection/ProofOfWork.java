package org.groundswell.donations.service.protection;

import dev.failsafe.RateLimiter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.groundswell.donations.api.challenge.Challenge;
import org.groundswell.pages.api.Pages;
import org.groundswell.shared.templates.HtmlTemplate;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * A challenge that asks nobody else. The browser works for a second (Hashcash: a number whose hash begins with zeros),
 * and the donor sees the page pass by; without scripts the donor waits, and only so many who wait come in each minute.
 * No puzzle keeps out somebody who writes a program for this very form, but each card costs time then.
 */
@Component(property = "service.ranking:Integer=-1000", configurationPid = "org.groundswell.donations.service.challenge")
@Designate(ocd = ProofOfWork.Config.class)
public final class ProofOfWork implements Challenge {
    private static final Duration VALID = Duration.ofHours(1);
    private static final int LONGEST_NUMBER = 16;

    private final HtmlTemplate template = HtmlTemplate.of(ProofOfWork.class, "work.ftlh");
    private final Pages pages;
    private final NodeKey nodeKey;
    private final Clock clock;
    private final int workBits;
    private final Duration wait;
    private final RateLimiter<Object> waiting;

    /** Settings of the challenge. */
    @ObjectClassDefinition(name = "Groundswell donations: challenge while cards are being tried out")
    public @interface Config {
        @AttributeDefinition(description = "How many zero bits the browser has to find; one more is twice the work",
                min = "1", max = "24")
        int workBits() default 15;

        @AttributeDefinition(description = "Seconds that visitors without scripts have to wait", min = "1",
                max = "600")
        int waitSeconds() default 30;

        @AttributeDefinition(description = "How many of those who waited come in each minute", min = "1",
                max = "10000")
        int waitersPerMinute() default 20;
    }

    @Activate
    public ProofOfWork(@Reference Pages pages, @Reference NodeKey nodeKey, Config config) {
        this(pages, nodeKey, Clock.systemUTC(), config.workBits(), Duration.ofSeconds(config.waitSeconds()),
                config.waitersPerMinute());
    }

    ProofOfWork(Pages pages, NodeKey nodeKey, Clock clock, int workBits, Duration wait, int waitersPerMinute) {
        this.pages = pages;
        this.nodeKey = nodeKey;
        this.clock = clock;
        this.workBits = workBits;
        this.wait = wait;
        this.waiting = RateLimiter.burstyBuilder(waitersPerMinute, Duration.ofMinutes(1)).build();
    }

    @Override
    public String html(String language, String key, Map<String, String> sent) {
        String earlier = sent.getOrDefault("challenge", "");
        // Whoever came too early waits only for what is left.
        String token = issued(key, earlier) == null ? token(key) : earlier;
        return template.html(Map.of("token", token, "bits", workBits, "wait",
                pages.text(language, "challenge.wait", wait.toSeconds()), "working",
                pages.text(language, "challenge.working")));
    }

    @Override
    public boolean isMet(String key, Map<String, String> sent) {
        String token = sent.getOrDefault("challenge", "");
        Instant issued = issued(key, token);
        if (issued == null) {
            return false;
        }
        return hasWorked(token, sent.getOrDefault("work", ""))
                || !clock.instant().isBefore(issued.plus(wait)) && waiting.tryAcquirePermit();
    }

    private String token(String key) {
        long now = clock.millis();
        return now + "." + nodeKey.sign(signed(key, now));
    }

    /** When this node has issued the token for this form, or null where it has not, or too long ago. */
    private Instant issued(String key, String token) {
        int dot = token.indexOf('.');
        try {
            long millis = Long.parseLong(token.substring(0, Math.max(0, dot)));
            Instant at = Instant.ofEpochMilli(millis);
            boolean ours = nodeKey.hasSigned(signed(key, millis), token.substring(dot + 1));
            return ours && at.plus(VALID).isAfter(clock.instant()) ? at : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private boolean hasWorked(String token, String number) {
        if (number.isEmpty() || number.length() > LONGEST_NUMBER) {
            return false;
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((token + ":" + number).getBytes(StandardCharsets.UTF_8));
            return Integer.numberOfLeadingZeros(ByteBuffer.wrap(hash).getInt()) >= workBits;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String signed(String key, long millis) {
        return "challenge " + key + " " + millis;
    }
}
