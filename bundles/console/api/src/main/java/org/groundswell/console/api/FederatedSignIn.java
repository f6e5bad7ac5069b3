package org.groundswell.console.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.osgi.annotation.versioning.ProviderType;

/** Lets people in whom an identity provider has recognised, and who were let in here. Thread-safe. */
@ProviderType
public interface FederatedSignIn {

    /**
     * Lets somebody in: who came by this identity before, who was let in under its e-mail address, or who has roles from
     * its provider. It is noted, a session begins, and the response leads on; who has a second factor here is asked for it.
     *
     * @param to the page they wanted to see; another one of the console's where that is none
     * @return whether they were let in; if not, the response is untouched
     * @throws NotLetInException where something here stands against it that an owner can change, or a database is away; the
     *         same holds then
     */
    boolean letIn(HttpServletRequest request, HttpServletResponse response, ExternalIdentity identity, String to)
            throws IOException;
}
