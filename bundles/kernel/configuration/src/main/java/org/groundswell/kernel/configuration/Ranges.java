package org.groundswell.kernel.configuration;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.felix.metatype.AD;
import org.apache.felix.metatype.Designate;
import org.apache.felix.metatype.MetaData;
import org.apache.felix.metatype.MetaDataReader;
import org.apache.felix.metatype.OCD;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The least and the most that settings may be: {@code MetaTypeService} holds values against it but does not tell it. */
final class Ranges {
    private static final Logger LOG = LoggerFactory.getLogger(Ranges.class);

    private Ranges() {
    }

    /** In words, by the setting's key; those without a range are missing. */
    static Map<String, String> of(Bundle bundle, String pid) {
        var ranges = new HashMap<String, String>();
        Enumeration<URL> files = bundle.findEntries("OSGI-INF/metatype", "*.xml", false);
        for (URL file : files == null ? List.<URL>of() : Collections.list(files)) {
            try {
                MetaData data = new MetaDataReader().parse(file);
                if (data != null && data.getDesignates() != null) {
                    add(data, pid, ranges);
                }
            } catch (IOException e) {
                LOG.debug("The ranges in {} cannot be read", file, e);
            }
        }
        return ranges;
    }

    private static void add(MetaData data, String pid, Map<String, String> ranges) {
        for (Object each : data.getDesignates()) {
            var designate = (Designate) each;
            if (pid.equals(designate.getPid()) || pid.equals(designate.getFactoryPid())) {
                var definition = (OCD) data.getObjectClassDefinitions().get(designate.getObject().getOcdRef());
                for (Object attribute : definition.getAttributeDefinitions().values()) {
                    add((AD) attribute, ranges);
                }
            }
        }
    }

    private static void add(AD attribute, Map<String, String> ranges) {
        String range = words(attribute);
        if (!range.isEmpty()) {
            ranges.put(attribute.getID(), range);
        }
    }

    private static String words(AD attribute) {
        String min = attribute.getMin();
        String max = attribute.getMax();
        if (min == null) {
            return max == null ? "" : max + " at most";
        }
        return max == null ? min + " at least" : min + " to " + max;
    }
}
