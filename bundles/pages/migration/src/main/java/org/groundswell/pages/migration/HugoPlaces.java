package org.groundswell.pages.migration;

import java.nio.file.Path;
import java.util.ArrayList;
import org.groundswell.shared.paths.WebPath;
import org.groundswell.shared.text.LineNumber;

/** Where links and pictures of one of Hugo's pages lead. */
final class HugoPlaces extends Places {
    private final HugoPage page;
    private final HugoSettings settings;
    private final OldAddresses addresses;
    private final Pictures pictures;

    HugoPlaces(HugoPage page, HugoSettings settings, OldAddresses addresses, Pictures pictures) {
        super(page.file().source());
        this.page = page;
        this.settings = settings;
        this.addresses = addresses;
        this.pictures = pictures;
    }

    @Override
    String link(String written) {
        boolean isReference = written.startsWith(Shortcodes.REFERENCE);
        String address = isReference ? written.substring(Shortcodes.REFERENCE.length()) : written;
        if (!isReference && !addresses.isOwn(address)) {
            return address;
        }
        String language = page.page().language();
        return addresses.lead(language, addresses.path(page.address(), address))
                .or(() -> addresses.lead(language, "/" + language + addresses.path("/", address)))
                .or(() -> addresses.lead(language, address)).or(() -> fileOrRemark(file(address), address)).orElse(address);
    }

    @Override
    Found picture(String address) {
        return addresses.isOwn(address) ? file(address) : Found.NOWHERE;
    }

    @Override
    int line(String written) {
        int at = page.written().indexOf(written);
        return at < 0 ? 0 : LineNumber.at(page.written(), at);
    }

    /** Beside the page, below what is served as it is, or where the page's address says. */
    private Found file(String address) {
        String path = WebPath.decoded(address.replaceAll("[?#].*", ""));
        if (path.indexOf('\0') >= 0) {
            return Found.NOWHERE;
        }
        var places = new ArrayList<Path>();
        if (!path.startsWith("/") && !path.contains(":")) {
            places.add(page.folder().resolve(path));
        }
        String fromRoot = WebPath.decoded(addresses.path(page.address(), path)).replaceFirst("^/+", "");
        settings.files().forEach(folder -> places.add(folder.resolve(fromRoot)));
        settings.files().forEach(folder -> places.add(folder.resolve(path.replaceFirst("^/+", ""))));
        return Found.best(places.stream().map(pictures::take).toList());
    }
}
