package org.groundswell.pages.publishing;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.apache.felix.service.command.Descriptor;
import org.groundswell.console.api.ShellLog;
import org.groundswell.pages.publishing.settings.SettingsDesk;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code groundswell:publish}: one site for all nodes over one database. */
@Component(service = PublishCommand.class,
        property = {"osgi.command.scope=groundswell", "osgi.command.function=publish"})
public final class PublishCommand {
    private static final String SITE = "site";
    private static final String BACK = "back";
    private static final String LIST = "list";
    private static final String SETTINGS = "settings";

    private final SitePublishing publishing;
    private final Approval approval;
    private final SettingsDesk settings;
    private final ShellLog log;

    @Activate
    public PublishCommand(@Reference SitePublishing publishing, @Reference PublicationCheck check,
            @Reference SettingsDesk settings, @Reference ShellLog log) {
        this.publishing = publishing;
        this.approval = new Approval(check);
        this.settings = settings;
        this.log = log;
    }

    /**
     * {@code groundswell:publish list} and {@code groundswell:publish settings}.
     *
     * @throws CommandFailedException if it is refused; it says why
     */
    @Descriptor("list: the versions of the site in the database that all nodes share, the latest first; settings: makes the"
            + " settings of this node those of all, one node after another")
    public String publish(@Descriptor("list or settings") String what) {
        if (what.equals(SETTINGS)) {
            return settings.publish();
        }
        if (!what.equals(LIST)) {
            throw usage();
        }
        requireShared();
        List<String> lines = publishing.list();
        return lines.isEmpty() ? "No site was published yet" : String.join("\n", lines);
    }

    /**
     * {@code groundswell:publish site <folder>}, {@code groundswell:publish back <version>} and
     * {@code groundswell:publish settings list}.
     *
     * @throws CommandFailedException if the site stays as it was; it says why
     */
    @Descriptor("site FOLDER: makes this folder the site of all nodes, once the check finds nothing; back VERSION: makes it an"
            + " earlier one again; settings list: the versions of the settings")
    public String publish(@Descriptor("site, back or settings") String what,
            @Descriptor("the folder, a version as list names it, or list") String which) {
        if (what.equals(SETTINGS) && which.equals(LIST)) {
            return settings.list();
        }
        requireShared();
        return switch (what) {
            case SITE -> site(which, false);
            case BACK -> back(which);
            default -> throw usage();
        };
    }

    /**
     * {@code groundswell:publish site <folder> anyway} and {@code groundswell:publish settings back <version>}.
     *
     * @throws CommandFailedException if the site stays as it was; it says why
     */
    @Descriptor("site FOLDER anyway: the same, whatever the check warns of; settings back VERSION: makes earlier settings those"
            + " of all again")
    public String publish(@Descriptor("site or settings") String what, @Descriptor("the folder, or back") String folder,
            @Descriptor("anyway, or a version") String word) {
        if (what.equals(SETTINGS) && folder.equals(BACK)) {
            return settings.back(word);
        }
        if (!what.equals(SITE) || !word.equals(Approval.ANYWAY)) {
            throw usage();
        }
        requireShared();
        return site(folder, true);
    }

    private String site(String folder, boolean isMeant) {
        try {
            SortedMap<String, byte[]> files = new SiteFiles(Path.of(folder)).read();
            List<String> warnings = approval.of(files, folder, isMeant);
            String version = publishing.publish(files, Note.in(log, "site.publish-all")).id();
            return String.join("\n", Stream.concat(warnings.stream(), Stream.of("Published as " + version
                    + ": every node has it in seconds")).toList());
        } catch (IOException | InvalidPathException e) {
            throw CommandFailedException.refused(e);
        }
    }

    private String back(String version) {
        try {
            return switch (publishing.want(version, Note.in(log, "site.back-all"))) {
                case UNKNOWN -> throw new CommandFailedException("Refused: there is no version " + version
                        + "; groundswell:publish list names them");
                case ALREADY -> version + " is wanted already: a node that has not got it yet tries again now; files that were"
                        + " changed at a node since stay until another version comes";
                case NOW -> "Every node has " + version + " in seconds";
            };
        } catch (IOException e) {
            throw CommandFailedException.refused(e);
        }
    }

    private void requireShared() {
        CommandFailedException.unlessShared(publishing.isShared());
    }

    private static CommandFailedException usage() {
        return new CommandFailedException("Refused: expected site FOLDER [" + Approval.ANYWAY
                + "], list, back VERSION, settings, settings list, or settings back VERSION");
    }
}
