package org.groundswell.console.site;

import static org.groundswell.console.site.FindingProgram.finding;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.api.leases.Lease;
import org.groundswell.donations.api.leases.LeaseLostException;
import org.groundswell.donations.api.leases.Leases;
import org.groundswell.donations.api.leases.SoleHolder;
import org.groundswell.kernel.api.mail.Letter;
import org.groundswell.kernel.api.mail.Mail;
import org.groundswell.kernel.api.mail.MailConnection;
import org.groundswell.kernel.api.mail.MailException;
import org.groundswell.testing.SetClock;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What is told in the morning. */
public class NightlyCheckTest {
    private static final String HOME = "content/en/home.md";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final FakeSite site = new FakeSite();
    private final List<String> mails = new ArrayList<>();
    private SiteDesk desk;
    private SiteChecks checks;
    private FindingProgram program;

    @Before
    public void open() throws IOException {
        site.write(HOME, "---\ntitle: Home\n---\nHelp\n");
        program = FindingProgram.in(folder.getRoot().toPath());
        desk = new SiteDesk(site, site.release, site.pages(), folder.getRoot().toPath(), Clock.systemUTC(), 100_000);
        checks = new SiteChecks(site, program.file(), folder.getRoot().toPath().resolve("check"), Clock.systemUTC());
    }

    @After
    public void close() throws IOException {
        desk.close();
    }

    @Test
    public void whatIsNewInTheNightIsTold() throws Exception {
        program.finds(1, finding("ERROR", "a.md", 1, "old"));
        checks.look(false);
        var clock = new SetClock("2026-11-28T02:59:00Z");
        var nightly = new NightlyCheck(desk, checks, config("noor@example.org", false), clock);
        nightly.mail = mail();
        nightly.leases = new SoleHolder();
        program.finds(1, finding("ERROR", "a.md", 9, "old"), finding("ERROR", "b.md", 1, "new"));
        nightly.look();
        assertEquals("not at three by the site's clock", List.of(), mails);
        clock.pass(Duration.ofMinutes(1));
        nightly.look();
        nightly.look();
        assertEquals(1, mails.size());
        assertTrue(mails.getFirst(), mails.getFirst().contains("site/b.md, line 1: new") && !mails.getFirst().contains("old"));
        clock.pass(Duration.ofDays(1));
        nightly.look();
        assertEquals("nothing is new", 1, mails.size());
    }

    @Test
    public void ofSeveralNodesOneLooksAndTells() throws Exception {
        program.finds(1, finding("ERROR", "b.md", 1, "new"));
        var shared = new OneAtATime();
        NightlyCheck first = nightly(shared.node("first"));
        NightlyCheck second = nightly(shared.node("second"));
        NightlyCheck alone = nightly(null);
        first.look();
        second.look();
        alone.look();
        assertEquals("nor where nobody can say who does it", 1, mails.size());
        shared.holder = "second";
        second.look();
        assertEquals("it was done in this night", 1, mails.size());
        shared.mark = "";
        shared.holder = "nobody here";
        NightlyCheck other = nightly(shared.node("other"));
        other.look();
        assertEquals(1, mails.size());
        shared.holder = "other";
        checks = new SiteChecks(site, program.file(), folder.newFolder().toPath(), Clock.systemUTC());
        other = nightly(shared.node("other"));
        other.look();
        assertEquals("the one that has it has died over it", 2, mails.size());
    }

    /** It is stored by then, and tomorrow nothing of it is new. */
    @Test
    public void whatWasFoundIsToldWhenTheLedgerCannotSayWhoHasTheJob() throws Exception {
        program.finds(1, finding("ERROR", "b.md", 1, "new"));
        nightly(new SoleHolder() {
            @Override
            public void note(Lease lease, String done) {
                throw new LedgerUnavailableException("no answer", new IOException("no answer"));
            }
        }).look();
        assertEquals(1, mails.size());
        checks = new SiteChecks(site, program.file(), folder.newFolder().toPath(), Clock.systemUTC());
        nightly(new SoleHolder() {
            @Override
            public void note(Lease lease, String done) {
                throw new LeaseLostException(lease);
            }
        }).look();
        assertEquals("where another node has it, that one tells", 1, mails.size());
    }

    @Test
    public void aMailThatDoesNotGoIsSentAMinuteLater() throws Exception {
        program.finds(1, finding("ERROR", "b.md", 1, "new"));
        NightlyCheck nightly = nightly(new SoleHolder());
        Mail works = nightly.mail;
        nightly.mail = new Mail() {
            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void send(Letter letter) throws MailException {
                throw new MailException("refused", MailException.Reason.OTHER, "421 too many connections", null);
            }

            @Override
            public MailConnection open() {
                throw new AssertionError("one letter needs no connection of its own");
            }
        };
        nightly.look();
        nightly.look();
        nightly.mail = works;
        nightly.look();
        nightly.look();
        assertEquals(1, mails.size());
        assertTrue(mails.getFirst(), mails.getFirst().contains("site/b.md, line 1: new"));
    }

    private NightlyCheck nightly(Leases leases) {
        var nightly = new NightlyCheck(desk, checks, config("noor@example.org", false), new SetClock("2026-11-28T03:00:00Z"));
        nightly.mail = mail();
        nightly.leases = leases;
        return nightly;
    }

    /** The leases of several nodes: whoever asks first has it. */
    private static final class OneAtATime {
        private String holder;
        private String mark = "";

        Leases node(String name) {
            return new SoleHolder() {
                @Override
                public Optional<Lease> take(String job) {
                    holder = holder == null ? name : holder;
                    return holder.equals(name) ? Optional.of(new Lease(job, new UUID(0, 1), 1, mark)) : Optional.empty();
                }

                @Override
                public void note(Lease lease, String done) {
                    mark = done;
                }
            };
        }
    }

    @Test
    public void deadLinksAreOldAfterALookThatDidNotAskOtherSites() throws Exception {
        String dead = finding("WARNING", "a.md", 1, "dead");
        Files.writeString(program.file(), "#!/bin/sh\n[ \"$4\" = --outside ] && echo '[" + dead + "]' || echo '[]'\n");
        var nightly = new NightlyCheck(desk, checks, config("noor@example.org", true), new SetClock("2026-11-28T03:00:00Z"));
        nightly.mail = mail();
        nightly.leases = new SoleHolder();
        nightly.look();
        assertEquals("the first night tells it", 1, mails.size());
        checks.look(false);
        var again = new SiteChecks(site, program.file(), folder.getRoot().toPath().resolve("check"), Clock.systemUTC());
        assertEquals("the page shows the last look", List.of(), again.last().orElseThrow().findings());
        var next = new NightlyCheck(desk, again, config("noor@example.org", true), new SetClock("2026-11-29T03:00:00Z"));
        next.mail = nightly.mail;
        next.leases = nightly.leases;
        next.look();
        assertEquals("nothing is new", 1, mails.size());
    }

    private Mail mail() {
        return new Mail() {
            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void send(Letter letter) {
                mails.add(letter.to() + letter.subject() + letter.text());
            }

            @Override
            public MailConnection open() {
                throw new AssertionError("one letter needs no connection of its own");
            }
        };
    }

    private static NightlyCheck.Config config(String to, boolean outside) {
        return new NightlyCheck.Config() {
            @Override
            public String[] to() {
                return new String[] {to};
            }

            @Override
            public String language() {
                return "nl";
            }

            @Override
            public int hour() {
                return 4;
            }

            @Override
            public boolean outside() {
                return outside;
            }

            @Override
            public Class<NightlyCheck.Config> annotationType() {
                return NightlyCheck.Config.class;
            }
        };
    }
}
