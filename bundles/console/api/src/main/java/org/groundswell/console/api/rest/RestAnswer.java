package org.groundswell.console.api.rest;

import java.io.IOException;
import java.io.OutputStream;

/** What a program gets where all went well. */
public sealed interface RestAnswer {

    /**
     * JSON.
     *
     * @param body     a record of the class that the route declares. Its components are texts, numbers, flags, enums,
     *                 instants, records, lists of these and maps by texts; one that may be missing is an {@code Optional}
     * @param tag      the state of what is shown, for {@code If-Match}; "" for none
     * @param location where what was made is, below {@code /api/admin/v1}; "" for none
     */
    record Json(Record body, String tag, String location) implements RestAnswer {
    }

    /** Nothing but its status. */
    record Nothing() implements RestAnswer {
    }

    /** A file that is written while it is made. */
    record File(String type, String name, Content content) implements RestAnswer {
    }

    /** Writes a file. */
    @FunctionalInterface
    interface Content {
        /** Does not close the stream. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** JSON without more. */
    static RestAnswer of(Record body) {
        return new Json(body, "", "");
    }
}
