package org.groundswell.pages.publishing;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code groundswell:publish}: one site for all nodes over one database. */
@Component(service = PublishCommand.class,
        property = {"osgi.command.scope=groundswell", "osgi.command.function=publish"})
public final class PublishCommand {
    private final SitePublishing publishing;

    @Activate
    public PublishCommand(@Reference SitePublishing publishing) {
        this.publishing = publishing;
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
    @Descriptor("site FOLDER: makes this folder the site of all nodes; back VERSION: makes it an earlier one again")
    public String publish(@Descriptor("site or back") String what,
            @Descriptor("the folder, or a version as list names it") String which) {
        requireShared();
        try {
            return switch (what) {
                case "site" -> "Published as " + publishing.publish(Path.of(which)).id() + ": every node has it in seconds";
                case "back" -> back(which);
                default -> throw usage();
            };
        } catch (IOException | InvalidPathException e) {
            throw new CommandFailedException("Refused: " + e.getMessage());
        }
    }

    private String back(String version) throws IOException {
        return switch (publishing.want(version)) {
            case UNKNOWN -> throw new CommandFailedException("Refused: there is no version " + version
                    + "; groundswell:publish list names them");
            case ALREADY -> version + " is wanted already: a node that has not got it yet tries again now; files that were"
                    + " changed at a node since stay until another version comes";
            case NOW -> "Every node has " + version + " in seconds";
        };
    }

    private void requireShared() {
        if (!publishing.isShared()) {
            throw new CommandFailedException("Refused: this node shares no database with others, or was given no node key:"
                    + " docs/postgres.md");
        }
    }

    private static CommandFailedException usage() {
        return new CommandFailedException("Refused: expected site FOLDER, list, or back VERSION");
    }
}
