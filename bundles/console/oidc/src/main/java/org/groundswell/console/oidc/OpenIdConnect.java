package org.groundswell.console.oidc;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Clock;
import java.util.function.Supplier;
import org.groundswell.console.api.ExternalIdentity;
import org.groundswell.console.api.IdentityProvider;
import org.groundswell.console.oidc.SignInException.Problem;
import org.groundswell.edge.api.AdminAddress;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.api.node.Secret;
import org.groundswell.shared.forms.FormFields;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Sign-in by OpenID Connect: the authorization code flow with PKCE (OpenID Connect Core 1.0, section 3.1; RFC 7636). */
@Component(service = {OpenIdConnect.class, IdentityProvider.class}, configurationPid = "org.groundswell.console.oidc",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = OpenIdConnect.Config.class)
public final class OpenIdConnect implements IdentityProvider {
    private static final int LONGEST_WAY = 1_000;

    private final String name;
    private final String issuer;
    private final String scopes;
    private final Claims claims;
    private final Provider provider;
    private final PendingSignIns pending;
    private final Failures failures;
    private final Supplier<URI> console;
    private final Clock clock;
    @Reference(policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    private volatile AdminAddress address;

    /** Settings of the sign-in. */
    @ObjectClassDefinition(name = "Groundswell console: sign-in by OpenID Connect")
    public @interface Config {
        @AttributeDefinition(description = "What people call the provider; the button says: Sign in with ...")
        String label() default "OpenID Connect";

        @AttributeDefinition(description = "The provider's issuer, letter by letter as it calls itself, such as"
                + " https://accounts.google.com")
        String issuer();

        @AttributeDefinition(description = "The id that the provider has given this console")
        String clientId();

        @AttributeDefinition(required = false, description = "Where the secret is that the provider has given this console:"
                + " file:path or env:NAME; empty for a client without one")
        String clientSecret() default "";

        @AttributeDefinition(description = "What is asked for, separated by blanks")
        String scopes() default "openid email";

        @AttributeDefinition(required = false, description = "The claim that says what somebody may do, such as groups or"
                + " realm_access.roles; empty: only people who were let in under their e-mail address come in")
        String roleClaim() default "";

        @AttributeDefinition(required = false, description = "What that claim's values mean here, each GROUP=ROLE")
        String[] roles() default {};

        @AttributeDefinition(description = "Whether e-mail addresses count that the provider does not say to have verified."
                + " Only for a directory of your own, in which nobody chooses their address")
        boolean trustEmail() default false;
    }

    @Activate
    public OpenIdConnect(BundleContext context, Config config) {
        this(config, secret(config, NodeFolder.of(context)), null, Clock.systemUTC());
    }

    OpenIdConnect(Config config, Supplier<String> secret, URI console, Clock clock) {
        this.name = config.label().strip();
        this.issuer = config.issuer().strip();
        WebAddress.read("issuer", issuer);
        if (config.clientId().isBlank()) {
            throw new IllegalArgumentException("clientId: expected what the provider calls this console, found nothing");
        }
        if (!(" " + config.scopes() + " ").contains(" openid ")) {
            throw new IllegalArgumentException("scopes: expected openid among them");
        }
        this.scopes = config.scopes().strip();
        this.claims = Claims.of(config.roleClaim(), config.roles(), config.trustEmail());
        this.provider = new Provider(issuer, config.clientId().strip(), secret, clock);
        this.pending = new PendingSignIns(clock);
        this.failures = new Failures(clock);
        this.console = console == null ? () -> address.base() : () -> console;
        this.clock = clock;
    }

    @Deactivate
    void stop() {
        provider.close();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String address() {
        return "/admin" + BeginServlet.PATTERN;
    }

    /** For the log. */
    String issuer() {
        return issuer;
    }

    /** What a browser that wants to sign in is given, and where it is sent. */
    record Beginning(String cookie, URI provider) {
    }

    Beginning begin(String to) throws SignInException {
        Pending begun = Pending.begun(clock.instant(), to.length() > LONGEST_WAY ? "" : to);
        return new Beginning(pending.sealed(begun), provider.authorization(begun, scopes, callback()));
    }

    /** Somebody whom the provider has recognised, and where they wanted to go. */
    record Recognised(ExternalIdentity identity, String to) {
    }

    /** What a browser that comes back from the provider is. */
    Recognised recognise(HttpServletRequest request, String cookie, FormFields answer) throws SignInException {
        Pending begun = pending.take(cookie, answer.get("state")).orElseThrow(() ->
                new SignInException(Problem.STATE, "it was not begun in this browser, long ago, or is over"));
        if (!provider.isFrom(answer.get("iss"))) {
            throw new SignInException(Problem.WRONG, "the answer is another provider's");
        }
        if (answer.has("error")) {
            throw new SignInException(answer.get("error").equals("access_denied") ? Problem.DENIED : Problem.WRONG,
                    "it says " + answer.get("error"));
        }
        if (!answer.has("code")) {
            throw new SignInException(Problem.WRONG, "the answer has no code");
        }
        return new Recognised(identity(request.getRemoteAddr(), answer.get("code"), begun), begun.to());
    }

    /** What came before asked nobody anything, and anybody can send it. */
    private ExternalIdentity identity(String address, String code, Pending begun) throws SignInException {
        if (failures.isOver(address)) {
            throw new SignInException(Problem.MANY, "too many came to nothing from there");
        }
        try {
            return claims.identity(issuer, provider.claims(code, begun, callback()));
        } catch (SignInException e) {
            failures.note(address);
            throw e;
        }
    }

    private URI callback() {
        return URI.create(console.get() + "/admin" + CallbackServlet.PATTERN);
    }

    private static Supplier<String> secret(Config config, NodeFolder node) {
        if (config.clientSecret().isBlank()) {
            return () -> "";
        }
        return Secret.named("clientSecret", config.clientSecret().strip(), node)::value;
    }
}
