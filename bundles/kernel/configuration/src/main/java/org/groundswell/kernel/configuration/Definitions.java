package org.groundswell.kernel.configuration;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;

/** What the bundles say about their settings. */
final class Definitions {
    private final BundleContext context;
    private final MetaTypeService metaTypes;

    Definitions(BundleContext context, MetaTypeService metaTypes) {
        this.context = context;
        this.metaTypes = metaTypes;
    }

    /** @param pid of one component, or of all instances where there are several */
    Optional<ObjectClassDefinition> of(String pid) {
        for (Bundle bundle : context.getBundles()) {
            MetaTypeInformation information = metaTypes.getMetaTypeInformation(bundle);
            if (information != null && pids(information).contains(pid)) {
                return Optional.of(new RangedDefinition(information.getObjectClassDefinition(pid, null),
                        () -> Ranges.of(bundle, pid)));
            }
        }
        return Optional.empty();
    }

    /** The PIDs, in alphabetical order, of every component of which there is one. */
    List<String> singlePids() {
        var pids = new TreeSet<String>();
        for (Bundle bundle : context.getBundles()) {
            MetaTypeInformation information = metaTypes.getMetaTypeInformation(bundle);
            if (information != null) {
                Collections.addAll(pids, information.getPids());
            }
        }
        return List.copyOf(pids);
    }

    /**
     * A component with settings.
     *
     * @param bundle    symbolic name of its bundle
     * @param isFactory whether there may be several instances
     */
    record Known(String pid, String bundle, boolean isFactory) {
    }

    /** All that there are, in no particular order. */
    List<Known> all() {
        var all = new ArrayList<Known>();
        for (Bundle bundle : context.getBundles()) {
            MetaTypeInformation information = metaTypes.getMetaTypeInformation(bundle);
            if (information != null) {
                Stream.of(information.getPids()).forEach(pid -> all.add(new Known(pid, bundle.getSymbolicName(), false)));
                Stream.of(information.getFactoryPids()).forEach(pid -> all.add(new Known(pid, bundle.getSymbolicName(), true)));
            }
        }
        return all;
    }

    private static List<String> pids(MetaTypeInformation information) {
        var pids = new ArrayList<String>();
        Collections.addAll(pids, information.getPids());
        Collections.addAll(pids, information.getFactoryPids());
        return pids;
    }
}
