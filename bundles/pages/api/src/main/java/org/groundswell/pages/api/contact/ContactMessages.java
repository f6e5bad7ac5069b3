package org.groundswell.pages.api.contact;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The messages from the contact form. Thread-safe. */
@ProviderType
public interface ContactMessages {

    /** The newest messages first, at most {@code limit}. */
    List<ContactMessage> latest(int limit);
}
