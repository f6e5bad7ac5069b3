package org.groundswell.console.frame;

import freemarker.cache.URLTemplateLoader;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.DefaultObjectWrapperBuilder;
import freemarker.template.TemplateExceptionHandler;
import java.net.URL;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

/**
 * The templates and texts of the bundles that show pages. Kept as long as their bundle is the same, and without its
 * classes, so that nothing stays of one that was replaced. Thread-safe.
 */
final class PageSources {
    private static final int MOST = 50;
    private static final long NEVER = Long.MAX_VALUE;

    private final Map<Key, Source> sources = new LinkedHashMap<>();

    /** What is beside the pages of one package. */
    record Source(Texts texts, Configuration templates) {
    }

    /** One state of a bundle, and a folder in it. */
    private record Key(long bundle, long modified, String folder) {
    }

    /** What is beside this class. */
    Source of(Class<?> owner) {
        Bundle bundle = FrameworkUtil.getBundle(owner);
        String folder = "/" + owner.getPackageName().replace('.', '/') + "/";
        return bundle == null ? read(owner::getResource) : of(bundle, folder);
    }

    /** What is in this folder of a bundle. */
    synchronized Source of(Bundle bundle, String folder) {
        var key = new Key(bundle.getBundleId(), bundle.getLastModified(), folder);
        sources.keySet().removeIf(each -> each.bundle == key.bundle && each.modified != key.modified);
        if (!sources.containsKey(key) && sources.size() >= MOST) {
            sources.remove(sources.keySet().iterator().next());
        }
        return sources.computeIfAbsent(key, each -> read(name -> bundle.getEntry(folder + name)));
    }

    private static Source read(Function<String, URL> resources) {
        var templates = new Configuration(Configuration.VERSION_2_3_34);
        templates.setTemplateLoader(new URLTemplateLoader() {
            @Override
            protected URL getURL(String name) {
                return resources.apply(name);
            }
        });
        templates.setLocalizedLookup(false);
        templates.setDefaultEncoding("UTF-8");
        templates.setTemplateUpdateDelayMilliseconds(NEVER);
        templates.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        templates.setLogTemplateExceptions(false);
        templates.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
        templates.setObjectWrapper(new DefaultObjectWrapperBuilder(Configuration.VERSION_2_3_34).build());
        return new Source(Texts.read(resources), templates);
    }
}
