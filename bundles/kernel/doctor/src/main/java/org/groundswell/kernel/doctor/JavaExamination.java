package org.groundswell.kernel.doctor;

import java.util.List;

/** The Java that this program runs in is the one that the node would take: {@code bin/groundswell} has found it. */
final class JavaExamination implements Examination {

    @Override
    public List<Finding> examine(Patient node) {
        return List.of(Finding.well("Java", System.getProperty("java.vendor") + " " + Runtime.version() + " in "
                + System.getProperty("java.home")));
    }
}
