package org.groundswell.console.oidc;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.util.List;
import java.util.Map;

/**
 * What a provider says of itself (OpenID Connect Discovery 1.0, section 3), as far as it is used.
 *
 * @param postsSecret whether the client's secret goes into the form, where the provider knows no other way
 * @param namesItself whether its answers say who it is (RFC 9207): then they must
 */
record Discovery(URI authorization, URI token, URI keys, boolean postsSecret, boolean namesItself) {
    private static final String PATH = "/.well-known/openid-configuration";

    /** @throws IOException with a message that says what was asked, and what is wrong with the answer */
    static Discovery read(ProviderHttp http, String issuer) throws IOException {
        URI address = URI.create(issuer.replaceFirst("/+$", "") + PATH);
        ProviderHttp.Answer answer = http.get(address);
        if (answer.status() != 200) {
            throw new IOException(address + " answers " + answer.status());
        }
        try {
            return of(JSONObjectUtils.parse(answer.body()), issuer);
        } catch (ParseException | IllegalArgumentException e) {
            throw new IOException(address + ": " + e.getMessage(), e);
        }
    }

    private static Discovery of(Map<String, Object> said, String issuer) throws ParseException {
        String name = text(said, "issuer");
        if (!name.equals(issuer)) {
            // Section 4.3: whoever says another name may speak for somebody else.
            throw new IllegalArgumentException("it calls itself '" + name + "', expected '" + issuer + "'");
        }
        List<String> methods = JSONObjectUtils.getStringList(said, "token_endpoint_auth_methods_supported");
        return new Discovery(address(said, "authorization_endpoint"), address(said, "token_endpoint"),
                address(said, "jwks_uri"), methods != null && !methods.contains("client_secret_basic")
                        && methods.contains("client_secret_post"),
                Boolean.TRUE.equals(said.get("authorization_response_iss_parameter_supported")));
    }

    private static URI address(Map<String, Object> said, String key) throws ParseException {
        return WebAddress.read(key, text(said, key));
    }

    private static String text(Map<String, Object> said, String key) throws ParseException {
        String text = JSONObjectUtils.getString(said, key);
        if (text == null || text.isEmpty()) {
            throw new IllegalArgumentException("it has no " + key);
        }
        return text;
    }
}
