package org.groundswell.console.site;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.groundswell.pages.api.editing.Publication;
import org.groundswell.pages.api.editing.TextChange;
import org.groundswell.pages.api.publishing.OutpacedException;
import org.groundswell.pages.api.publishing.PublishedSite;

/** What a node knows of the site of all; the folder is laid at once. */
final class OtherNodes implements PublishedSite {
    private final FakeSite site;
    boolean isForAll;
    boolean isAway;
    /** So often another node is first, and publishes this. */
    int outpaced;
    Runnable theirs = () -> { };
    int published;

    OtherNodes(FakeSite site) {
        this.site = site;
    }

    @Override
    public Optional<String> laid() {
        return Optional.of("1").filter(_ -> isForAll);
    }

    @Override
    public Optional<String> wanted() {
        return laid();
    }

    @Override
    public boolean isForAll() {
        return isForAll;
    }

    @Override
    public Publication publish(List<TextChange> changes) throws IOException {
        if (isAway) {
            throw new IOException("the database is away");
        }
        if (outpaced > 0) {
            outpaced--;
            theirs.run();
            throw new OutpacedException("another node was first");
        }
        published++;
        return site.publish(changes);
    }
}
