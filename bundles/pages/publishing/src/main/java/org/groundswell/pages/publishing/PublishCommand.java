package org.groundswell.pages.publishing;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.apache.felix.service.command.Descriptor;
import org.groundswell.console.api.ShellLog;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code groundswell:publish}: one site for all nodes over one database. */
@Component(service = PublishCommand.class,
        property = {"osgi.command.scope=groundswell", "osgi.command.function=publish"})
public final class PublishCommand {
    private static final String SITE = "site";
    private static final String BACK = "back";

    private final SitePublishing publishing;
    private final Approval approval;
    private final ShellLog log;

    @Activate
    public PublishCommand(@Reference SitePublishing publishing, @Reference PublicationCheck check, @Reference ShellLog log) {
        this.publishing = publishing;
        this.approval = new Approval(check);
        this.log = log;
    }

    /**
     * {@code groundswell:publish list}.
     *
     * @throws CommandFailedException if there is nothing to list
     */
    @Descriptor("list: the versions of the site in the database that all nodes share, the latest first")
    public String publish(@Descriptor("list") String what) {
        if (!what.equals("list")) {
            throw usage();
        }
        requireShared();
        List<String> lines = publishing.list();
        return lines.isEmpty() ? "No site was published yet" : String.join("\n", lines);
    }

    /**
     * {@code groundswell:publish site <folder>} and {@code groundswell:publish back <version>}.
     *
     * @throws CommandFailedException if the site stays as it was; it says why
     */
    @Descriptor("site FOLDER: makes this folder the site of all nodes, once the check finds nothing; back VERSION: makes it an"
            + " earlier one again")
    public String publish(@Descriptor("site or back") String what,
            @Descriptor("the folder, or a version as list names it") String which) {
        requireShared();
        return switch (what) {
            case SITE -> site(which, false);
            case BACK -> back(which);
            default -> throw usage();
        };
    }

    /**
     * {@code groundswell:publish site <folder> anyway}.
     *
     * @throws CommandFailedException if the site stays as it was; it says why
     */
    @Descriptor("site FOLDER anyway: the same, whatever the check warns of")
    public String publish(@Descriptor(SITE) String what, @Descriptor("the folder") String folder,
            @Descriptor(Approval.ANYWAY) String word) {
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
            String version = publishing.publish(files, noted("site.publish-all")).id();
            return String.join("\n", Stream.concat(warnings.stream(), Stream.of("Published as " + version
                    + ": every node has it in seconds")).toList());
        } catch (IOException | InvalidPathException e) {
            throw refused(e);
        }
    }

    private String back(String version) {
        try {
            return switch (publishing.want(version, noted("site.back-all"))) {
                case UNKNOWN -> throw new CommandFailedException("Refused: there is no version " + version
                        + "; groundswell:publish list names them");
                case ALREADY -> version + " is wanted already: a node that has not got it yet tries again now; files that were"
                        + " changed at a node since stay until another version comes";
                case NOW -> "Every node has " + version + " in seconds";
            };
        } catch (IOException e) {
            throw refused(e);
        }
    }

    private Note noted(String action) {
        return version -> {
            try {
                log.note(action, version);
            } catch (IOException e) {
                throw new IOException("it cannot be noted in the audit log: " + e.getMessage(), e);
            }
        };
    }

    private void requireShared() {
        if (!publishing.isShared()) {
            throw new CommandFailedException("Refused: this node shares no database with others, or was given no node key:"
                    + " docs/postgres.md");
        }
    }

    private static CommandFailedException refused(Exception why) {
        return new CommandFailedException("Refused: " + why.getMessage());
    }

    private static CommandFailedException usage() {
        return new CommandFailedException("Refused: expected site FOLDER [" + Approval.ANYWAY
                + "], list, or back VERSION");
    }
}
