package org.groundswell.donations.api.challenge;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Whiteboard: what a visitor has to do before a payment is opened while somebody tries out stolen cards. Asked only
 * then. The one with the highest {@code service.ranking} is used; the platform brings one that needs nobody else
 * (ranking -1000). Implementations are thread-safe, and leave a way for visitors without scripts. One that has
 * not answered after five seconds is interrupted, and the next one takes its place for a minute.
 */
@ConsumerType
public interface Challenge {

    /**
     * What stands in the confirmation form, as a piece of HTML; its fields come back with the form. Nothing in it is
     * escaped again.
     *
     * @param language one of the site's languages
     * @param key      the form's key: what is solved for one is not solved for another
     * @param sent     the fields as they came, with what an earlier challenge has put there
     */
    String html(String language, String key, Map<String, String> sent);

    /** Whether the fields show that the challenge for this key was met. */
    boolean isMet(String key, Map<String, String> sent);
}
