package org.groundswell.pages.migration;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import org.groundswell.shared.paths.WebPath;

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
        Optional<String> lead = addresses.lead(language, addresses.path(page.address(), address))
                .or(() -> addresses.lead(language, "/" + language + addresses.path("/", address)))
                .or(() -> addresses.lead(language, address)).or(() -> file(address));
        if (lead.isEmpty()) {
            lost("a link leads to nothing that was taken over: " + address);
        }
        return lead.orElse(address);
    }

    @Override
    Optional<String> picture(String address) {
        return addresses.isOwn(address) ? file(address) : Optional.empty();
    }

    /** Beside the page, below what is served as it is, or where the page's address says. */
    private Optional<String> file(String address) {
        String path = WebPath.decoded(address.replaceAll("[?#].*", ""));
        if (path.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        var places = new ArrayList<Path>();
        if (!path.startsWith("/") && !path.contains(":")) {
            places.add(page.folder().resolve(path));
        }
        String fromRoot = WebPath.decoded(addresses.path(page.address(), path)).replaceFirst("^/+", "");
        settings.files().forEach(folder -> places.add(folder.resolve(fromRoot)));
        settings.files().forEach(folder -> places.add(folder.resolve(path.replaceFirst("^/+", ""))));
        return places.stream().flatMap(place -> pictures.take(place).stream()).findFirst();
    }
}
