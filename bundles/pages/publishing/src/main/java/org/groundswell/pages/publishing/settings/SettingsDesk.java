package org.groundswell.pages.publishing.settings;

import java.io.IOException;
import java.util.List;
import org.groundswell.console.api.ShellLog;
import org.groundswell.pages.publishing.CommandFailedException;
import org.groundswell.pages.publishing.Note;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What {@code groundswell:publish settings} answers. */
@Component(service = SettingsDesk.class)
public final class SettingsDesk {
    private final SettingsPublishing publishing;
    private final ShellLog log;

    @Activate
    public SettingsDesk(@Reference SettingsPublishing publishing, @Reference ShellLog log) {
        this.publishing = publishing;
        this.log = log;
    }

    /** @throws CommandFailedException if nothing was published; it says why */
    public String publish() {
        requireShared();
        try {
            return String.join("\n", publishing.publish(Note.in(log, "settings.publish-all")));
        } catch (IOException e) {
            throw CommandFailedException.refused(e);
        }
    }

    /** @throws CommandFailedException if what is wanted stays as it was; it says why */
    public String back(String version) {
        requireShared();
        try {
            if (publishing.want(version, Note.in(log, "settings.back-all"))) {
                return version + " is wanted; one node after another takes it";
            }
        } catch (IOException e) {
            throw CommandFailedException.refused(e);
        }
        throw new CommandFailedException("Refused: there is no version " + version + "; groundswell:publish settings list names them");
    }

    public String list() {
        requireShared();
        List<String> lines = publishing.list();
        return lines.isEmpty() ? "No settings were published yet" : String.join("\n", lines);
    }

    private void requireShared() {
        CommandFailedException.unlessShared(publishing.isShared());
    }
}
