package org.groundswell.console.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Who changed what. Entries are kept in order and for good, each bound to the one before it, so that a changed or missing
 * one is found. Thread-safe.
 */
@ProviderType
public interface AuditLog {

    /**
     * Notes what the person of this request does. Called before it is done where it cannot be taken back (money), so that
     * nothing happens that the log does not know.
     *
     * @param action  a key of the caller's own words, such as {@code gift.refund}
     * @param subject what it is done to: an id, never a person's data
     * @param detail  personal or free words that can be erased later; empty where there are none
     * @throws IOException if it cannot be kept; then the change must not happen
     */
    void note(HttpServletRequest request, String action, String subject, String detail) throws IOException;
}
