package org.groundswell.pages.publishing;

import java.io.IOException;
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

    /** {@code groundswell:publish list}. */
    @Descriptor("list: the versions of the site in the database that all nodes share, the latest first")
    public String publish(@Descriptor("list") String what) {
        if (!what.equals("list")) {
            return usage();
        }
        List<String> lines = publishing.list();
        return !publishing.isShared() ? alone() : lines.isEmpty() ? "No site was published yet" : String.join("\n", lines);
    }

    /** {@code groundswell:publish site <folder>} and {@code groundswell:publish back <version>}. */
    @Descriptor("site FOLDER: makes this folder the site of all nodes; back VERSION: makes it an earlier one again")
    public String publish(@Descriptor("site or back") String what,
            @Descriptor("the folder, or a version as list names it") String which) {
        if (!publishing.isShared()) {
            return alone();
        }
        try {
            return switch (what) {
                case "site" -> "Published as " + publishing.publish(Path.of(which)).id() + ": every node has it in seconds";
                case "back" -> publishing.want(which) ? "Every node has " + which + " in seconds"
                        : "Refused: there is no version " + which + "; groundswell:publish list names them";
                default -> usage();
            };
        } catch (IOException e) {
            return "Refused: " + e.getMessage();
        }
    }

    private static String alone() {
        return "Refused: this node shares no database with others, or was given no node key: docs/postgres.md";
    }

    private static String usage() {
        return "Refused: expected site FOLDER, list, or back VERSION";
    }
}
