package org.groundswell.pages.api.publishing;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.groundswell.pages.api.editing.Publication;
import org.groundswell.pages.api.editing.TextChange;
import org.osgi.annotation.versioning.ProviderType;

/** Which version of a site for all nodes this one has. There only where nodes may have one. Thread-safe. */
@ProviderType
public interface PublishedSite {

    /** The version that was laid into this node's folder last; empty where the site is this node's own. From memory. */
    Optional<String> laid();

    /** The version that all nodes are to have; empty where none was published. From memory. */
    Optional<String> wanted();

    /**
     * Whether nodes have one site: then what changes only the folder of this node is not what visitors of the others see. Also
     * while the database cannot be asked. From memory.
     */
    boolean isForAll();

    /**
     * Makes the site of this node, with these changes, that of all nodes, or does nothing. Nobody looks here whether it is
     * sound. This node has it when this returns, and every other one within seconds. Takes as long as the database does.
     *
     * @return {@link Publication.Changed} where files are not as the changes expect them, perhaps since another node's site was
     *     laid here; {@link Publication.Published}, without remarks, otherwise
     * @throws OutpacedException        if another node has published at the same moment; nothing was done
     * @throws IOException              if the database cannot be reached, or this node has not got what all are to have; nothing
     *     was done, unless the database has taken it and its answer was lost: then this node gets it as the others do
     * @throws IllegalArgumentException if two changes are of one file
     */
    Publication publish(List<TextChange> changes) throws IOException;
}
