package org.groundswell.kernel.api.settings;

import java.util.List;

/**
 * One setting of a component, with what is in force. Values are as a file in {@code conf/} has them: several are separated
 * by commas.
 *
 * @param key          its name in the file
 * @param description  what it is for, in English, with its unit and range; "" where the component says nothing
 * @param kind         what its values are
 * @param isMany       whether it takes several
 * @param options      the values that it may have; empty where it takes others
 * @param defaultValue what is in force without a file and a feature; "" for a {@link Kind#SECRET}
 * @param value        what is in force; "" for a {@link Kind#SECRET}
 * @param isSet        whether anything but the default is in force
 */
public record Setting(String key, String description, Kind kind, boolean isMany, List<String> options,
        String defaultValue, String value, boolean isSet) {

    /** What a value is. */
    public enum Kind {
        /** Any line of text. */
        TEXT,
        /** A number. */
        NUMBER,
        /** {@code true} or {@code false}. */
        TRUTH,
        /** {@code env:NAME} or {@code file:path}, where a secret is; never told. */
        SECRET
    }

    public Setting {
        options = List.copyOf(options);
    }
}
