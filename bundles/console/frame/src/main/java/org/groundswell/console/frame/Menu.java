package org.groundswell.console.frame;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.console.api.SignedIn;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** The entries that somebody may follow, from the servlets that are there now. Thread-safe. */
final class Menu {
    private static final String ABOUT = ".about";

    private final BundleContext context;
    private final PageSources sources;

    Menu(BundleContext context, PageSources sources) {
        this.context = context;
        this.sources = sources;
    }

    /**
     * Each entry's {@code address}, {@code label}, what it is {@code about} if the bundle says so, and whether it
     * {@code isCurrent}. Not of a class of ours: the template engine would keep that after a swap.
     *
     * @param path of the page that shows the menu
     */
    List<Map<String, Object>> entries(SignedIn person, String language, String path) {
        return Rights.servlets(context)
                .filter(each -> !key(each).isEmpty() && each.getBundle() != null)
                .filter(each -> Rights.include(Set.copyOf(Rights.texts(each, AdminServlet.ROLES)), person))
                .sorted(Comparator.comparingInt(Menu::order).thenComparing(Menu::key))
                .map(each -> entry(each, language, path)).distinct().toList();
    }

    private Map<String, Object> entry(ServiceReference<?> servlet, String language, String path) {
        Bundle bundle = servlet.getBundle();
        Texts texts = sources.of(bundle, folder(bundle)).texts();
        String address = AdminContext.PATH + Rights.path(servlet);
        return Map.of("address", address, "label", texts.find(language, key(servlet)).orElse(key(servlet)), "about",
                texts.find(language, key(servlet) + ABOUT).orElse(""), "isCurrent",
                path.equals(address) || path.startsWith(address + "/"));
    }

    /** A bundle's root package has its name, and the texts are there. */
    private static String folder(Bundle bundle) {
        return "/" + bundle.getSymbolicName().replace('.', '/') + "/";
    }

    private static String key(ServiceReference<?> servlet) {
        return servlet.getProperty(AdminServlet.MENU) instanceof String key ? key : "";
    }

    private static int order(ServiceReference<?> servlet) {
        return servlet.getProperty(AdminServlet.ORDER) instanceof Integer order ? order : 100;
    }
}
