package org.groundswell.console.words;

import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.UUID;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.kernel.api.ports.PortUnavailableException;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.servlets.FormPage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A page of the editors. */
abstract class EditorPage extends FormPage {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(EditorPage.class);
    private static final int NUMBER_LENGTH = 36;

    @Override
    protected boolean isAway(RuntimeException thrown) {
        boolean away = thrown instanceof LedgerUnavailableException || thrown instanceof PortUnavailableException
                || thrown instanceof UncheckedIOException;
        if (away) {
            LOG.warn("A page of the console could not be answered: {}", thrown.getMessage());
        }
        return away;
    }

    /** The number that stands in a form's field; nothing where it is empty. */
    static Optional<UUID> number(String field, String sent) throws BadFormException {
        try {
            if (sent.isEmpty()) {
                return Optional.empty();
            }
            if (sent.length() == NUMBER_LENGTH) {
                return Optional.of(UUID.fromString(sent));
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new BadFormException(400, field + ": expected a number that the page has");
    }
}
