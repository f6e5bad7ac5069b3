package org.groundswell.console.oidc;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.groundswell.console.api.AdminPages;
import org.groundswell.shared.visitors.VisitorLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says why a sign-in came to nothing, and what else there is. Thread-safe. */
final class ProblemPage {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemPage.class);

    private final AdminPages pages;
    private final OpenIdConnect openId;
    private final VisitorLog log = new VisitorLog(LOG, 1);

    ProblemPage(AdminPages pages, OpenIdConnect openId) {
        this.pages = pages;
        this.openId = openId;
    }

    void show(HttpServletRequest request, HttpServletResponse response, SignInException why) throws IOException {
        log.warn("A sign-in with {} came to nothing: {}", openId.issuer(), why.getMessage());
        response.setStatus(why.problem().status());
        pages.show(request, response, ProblemPage.class, "openid.ftlh", Map.of("problem",
                why.problem().name().toLowerCase(Locale.ROOT), "name", openId.name(), "again", openId.address()));
    }
}
