package org.groundswell.pages.export;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.apache.felix.service.command.Descriptor;
import org.groundswell.edge.api.PublicAddress;
import org.groundswell.edge.api.PublicServlet;
import org.groundswell.edge.api.snapshots.PublishedSnapshots;
import org.groundswell.edge.api.snapshots.SnapshotSet;
import org.groundswell.shared.services.ServletPaths;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code groundswell:export}, behind {@code bin/groundswell export}. */
@Component(service = ExportCommand.class,
        property = {"osgi.command.scope=groundswell", "osgi.command.function=export"})
public final class ExportCommand {
    private final PublishedSnapshots snapshots;
    private final PublicAddress address;
    private final BundleContext context;

    @Activate
    public ExportCommand(BundleContext context, @Reference PublishedSnapshots snapshots,
            @Reference PublicAddress address) {
        this.context = context;
        this.snapshots = snapshots;
        this.address = address;
    }

    /** {@code groundswell:export <folder>}: forms and live parts point to this node's public address. */
    @Descriptor("Writes the site as files; forms and live figures go to this node's public address")
    public String export(@Descriptor("where to") String folder) {
        return export(folder, address.base().toString());
    }

    /** {@code groundswell:export <folder> <address of a node>}. */
    @Descriptor("Writes the site as files; forms and live figures go to another node")
    public String export(@Descriptor("where to") String folder,
            @Descriptor("the node's address, such as https://give.example") String node) {
        URI uri = URI.create(node.replaceFirst("/+$", ""));
        if (uri.getScheme() == null || !uri.getScheme().startsWith("http") || uri.getHost() == null) {
            return "Refused: expected a node's address such as https://give.example, found '" + node + "'";
        }
        SnapshotSet published = snapshots.now();
        if (published.languages().isEmpty()) {
            return "Refused: no page is published yet";
        }
        var site = new StaticSite(published, address.base(), uri, ServletPaths.now(context, PublicServlet.SELECT));
        List<String> broken = LinkCheck.broken(site.files());
        if (!broken.isEmpty()) {
            return "Refused, nothing was written: " + broken.size() + " links lead nowhere\n  "
                    + String.join("\n  ", broken);
        }
        try {
            long bytes = new ExportFolder(Path.of(folder)).replace(site.files());
            return site.files().size() + " files, " + bytes / 1024 + " kB, in " + folder + "; every link was checked."
                    + "\n" + forms(uri, address) + "\n" + donors(site);
        } catch (IOException e) {
            return "Refused: " + e.getMessage();
        }
    }

    /** What the listener knows of itself, on loopback as a rule, is reached from nowhere else. */
    static String forms(URI node, PublicAddress own) {
        return "Forms and live figures go to " + node + (own.isConfigured() || !node.equals(own.base()) ? ""
                : ", which only this node says of itself: where visitors reach it elsewhere, nobody can give. Set publicUrl in"
                        + " conf/org.groundswell.edge.listener.cfg, or name the address as the second argument, and export again");
    }

    static String donors(StaticSite site) {
        if (!site.leavesDonorsOut()) {
            return "No page marks names and words of donors by <!--donors--> and <!--/donors-->: those that are shown now are in the"
                    + " copy, and stay there when they are hidden";
        }
        if (!site.showDonors().isEmpty()) {
            return "The latest gifts stand outside of <!--donors--> and <!--/donors--> in " + String.join(", ", site.showDonors())
                    + ": names that are shown there now are in the copy, and stay there when they are hidden. Put these marks"
                    + " around the gifts, as parts.ftlh of this version has them, and export again";
        }
        return "Names and words of donors are left out";
    }
}
