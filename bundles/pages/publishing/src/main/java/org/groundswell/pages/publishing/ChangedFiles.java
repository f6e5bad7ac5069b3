package org.groundswell.pages.publishing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.groundswell.pages.api.editing.TextChange;

/** A site's files with what somebody has changed of them. Immutable. */
record ChangedFiles(SortedMap<String, byte[]> files, List<TextChange> changes) {

    /** @throws IllegalArgumentException if two changes are of one file */
    ChangedFiles {
        var names = new HashSet<String>();
        for (TextChange each : changes) {
            if (!names.add(each.file())) {
                throw new IllegalArgumentException(each.file() + ": expected one change of a file");
            }
        }
    }

    /** The files that have another content than the changes were made from. */
    List<String> unexpected() {
        var names = new ArrayList<String>();
        for (TextChange each : changes) {
            if (!TextChange.digest(files.get(each.file())).equals(each.expected())) {
                names.add(each.file());
            }
        }
        return names;
    }

    /** All files as they are with the changes. */
    SortedMap<String, byte[]> made() {
        var made = new TreeMap<>(files);
        for (TextChange each : changes) {
            if (each.text() == null) {
                made.remove(each.file());
            } else {
                made.put(each.file(), each.text());
            }
        }
        return made;
    }
}
