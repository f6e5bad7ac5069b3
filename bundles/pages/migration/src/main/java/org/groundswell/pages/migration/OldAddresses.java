package org.groundswell.pages.migration;

import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.groundswell.shared.paths.WebPath;

/** Which page of the new site an address of the old one means. Used by one thread. */
final class OldAddresses {
    private static final String AMBIGUOUS = "";

    private final String host;
    private final Map<String, String> pages = new HashMap<>();

    /** @param host the old site's address, without a slash at the end, or "" */
    OldAddresses(String host) {
        this.host = host.replaceFirst("^https?:", "");
    }

    /** @param page {@code <language>/<page>} of the new site */
    void add(String address, String page) {
        pages.putIfAbsent(key(address), page);
    }

    /** A name that may stand for several pages, and then for none. */
    void addName(String name, String page) {
        pages.merge("name:" + key(name), page, (one, other) -> one.equals(other) ? one : AMBIGUOUS);
    }

    /** Whether an address is one of the old site's own. */
    boolean isOwn(String address) {
        return !address.startsWith("#") && !address.startsWith("?") && (isOnHost(address)
                || !address.matches("(?s)[a-zA-Z][a-zA-Z0-9+.-]*:.*|//.*"));
    }

    private boolean isOnHost(String address) {
        String rest = address.replaceFirst("^https?:", "");
        return !host.isEmpty() && rest.startsWith(host) && (rest.length() == host.length()
                || "/?#".indexOf(rest.charAt(host.length())) >= 0);
    }

    /** An own address as a path from the root. */
    String path(String from, String address) {
        if (isOnHost(address)) {
            return "/" + address.replaceFirst("^https?:", "").substring(host.length()).replaceFirst("^/", "");
        }
        try {
            return address.startsWith("/") ? address : URI.create(from).resolve(address.replace(" ", "%20")).toString();
        } catch (IllegalArgumentException e) {
            return address;
        }
    }

    /**
     * What a link is to say.
     *
     * @param language of the page with the link
     * @return nothing where the address is none of a page that is known
     */
    Optional<String> lead(String language, String path) {
        int hash = path.indexOf('#');
        String fragment = hash < 0 ? "" : path.substring(hash);
        String whole = hash < 0 ? path : path.substring(0, hash);
        return page(whole).or(() -> page(whole.replaceFirst("\\?.*", ""))).map(page -> (page.startsWith(language + "/")
                ? page.substring(language.length() + 1) : page) + fragment);
    }

    private Optional<String> page(String path) {
        return Optional.ofNullable(pages.getOrDefault(key(path), pages.get("name:" + key(path))))
                .filter(page -> !page.equals(AMBIGUOUS));
    }

    private static String key(String address) {
        return WebPath.decoded(address).toLowerCase(Locale.ROOT).replaceFirst("/?(index\\.html?)?$", "").replaceFirst("^/", "");
    }
}
