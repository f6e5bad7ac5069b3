package org.groundswell.console.alarms;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.groundswell.console.api.Alarms;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.shared.loops.Loop;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks every few seconds, says in the log what begins and ends, and has it told by e-mail. Thread-safe. */
@Component(immediate = true)
public final class NodeAlarms implements Alarms {
    private static final Logger LOG = LoggerFactory.getLogger(NodeAlarms.class);
    private static final Duration PERIOD = Duration.ofSeconds(5);

    private final Signs signs;
    private final AlarmMail mail;
    private final Clock clock = Clock.systemUTC();
    private final AlarmMemory memory;
    private final AlarmBoard board;
    private final Words words = new Words();
    private final Loop loop = Loop.of("alarms");

    @Activate
    public NodeAlarms(BundleContext context, @Reference Signs signs, @Reference AlarmMail mail) {
        this.signs = signs;
        this.mail = mail;
        this.memory = new AlarmMemory(NodeFolder.of(context).resolve("data/console/alarms"));
        List<AlarmBoard.On> before = memory.on(clock.instant());
        this.board = new AlarmBoard(before);
        mail.remember(before, memory.told());
        loop.every(PERIOD, this::look);
    }

    @Deactivate
    void close() {
        loop.close();
    }

    @Override
    public List<Alarm> now(Locale language) {
        return board.now().stream().map(each -> words.alarm(each, language)).toList();
    }

    private void look() {
        AlarmBoard.News news = board.look(signs.now(), clock.instant());
        news.begun().forEach(each -> LOG.warn("Alarm: {}", words.alarm(each, Locale.ENGLISH).what()));
        news.ended().forEach(each -> LOG.info("Alarm over: {}", words.alarm(each, Locale.ENGLISH).what()));
        mail.tell(news, clock.instant());
        memory.keep(board.now(), mail.told());
    }
}
