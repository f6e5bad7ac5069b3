package org.groundswell.console.gifts;

import java.io.IOException;
import java.util.List;

/** A table that is written row by row. Not thread-safe. */
interface GiftTable {

    /** @param cells texts and amounts ({@link org.joda.money.Money}) */
    void row(List<?> cells) throws IOException;

    /** What was written so far goes out, and leaves the memory. */
    void flush() throws IOException;

    /** Nothing more comes. The stream below stays open. */
    void end() throws IOException;
}
