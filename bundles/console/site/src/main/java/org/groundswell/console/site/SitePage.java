package org.groundswell.console.site;

import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.groundswell.kernel.api.ports.PortUnavailableException;
import org.groundswell.pages.api.PageException;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.servlets.FormPage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A page about the texts of the site. */
abstract class SitePage extends FormPage {
    static final String ALL = "/admin/site";
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(SitePage.class);

    @Override
    protected boolean isAway(RuntimeException thrown) {
        boolean away = thrown instanceof PortUnavailableException || thrown instanceof PageException
                || thrown instanceof UncheckedIOException;
        if (away) {
            LOG.warn("A page of the console could not be answered: {}", thrown.getMessage());
        }
        return away;
    }

    static Item item(String sent) throws BadFormException {
        return Item.of(sent).orElseThrow(() -> new BadFormException(400, "text: expected the name of a page, or"
                + " translations"));
    }

    static String address(Item item) {
        return ALL + "/edit?text=" + URLEncoder.encode(item.id(), StandardCharsets.UTF_8);
    }
}
