package org.groundswell.kernel.api.records;

/**
 * A record as somebody wrote it last. Immutable.
 *
 * @param key     its name within its journal
 * @param version the place of this writing in the journal: whatever was written later, of any record, has a higher one
 * @param value   what it says
 */
public record SharedRecord(String key, long version, String value) {
}
