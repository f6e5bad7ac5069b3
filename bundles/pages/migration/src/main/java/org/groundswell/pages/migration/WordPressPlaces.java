package org.groundswell.pages.migration;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.groundswell.shared.paths.WebPath;

/** Where links and pictures of one page of a WordPress site lead. */
final class WordPressPlaces extends Places {
    private static final String UPLOADS = "wp-content/uploads/";
    /** WordPress makes smaller copies of a picture; their size is the end of their names. */
    private static final Pattern SMALLER = Pattern.compile("-\\d+x\\d+(?=\\.\\w+$)");

    private final String language;
    private final String address;
    private final OldAddresses addresses;
    private final Pictures pictures;
    private final Optional<Path> uploads;
    private final Set<String> missing = new LinkedHashSet<>();

    WordPressPlaces(String source, String language, String address, OldAddresses addresses, Pictures pictures,
            Optional<Path> uploads) {
        super(source);
        this.language = language;
        this.address = address;
        this.addresses = addresses;
        this.pictures = pictures;
        this.uploads = uploads;
    }

    @Override
    String link(String written) {
        if (!addresses.isOwn(written)) {
            return written;
        }
        String path = addresses.path(address, written);
        return addresses.lead(language, path).or(() -> addresses.lead(language, path.replaceFirst("\\?.*", "")))
                .or(() -> fileOrRemark(file(path), written)).orElse(path);
    }

    @Override
    Found picture(String written) {
        Found file = addresses.isOwn(written) ? file(addresses.path(address, written)) : Found.NOWHERE;
        if (file.equals(Found.NOWHERE) && addresses.isOwn(written)) {
            missing.add(written);
        }
        return file;
    }

    private Found file(String path) {
        int at = path.indexOf(UPLOADS);
        if (uploads.isEmpty() || at < 0 || path.indexOf('\0') >= 0) {
            return Found.NOWHERE;
        }
        String name = WebPath.decoded(path.substring(at + UPLOADS.length()).replaceAll("[?#].*", ""));
        return Found.best(Stream.of(SMALLER.matcher(name).replaceFirst(""), name).map(uploads.get()::resolve).map(pictures::take)
                .toList());
    }

    /** Pictures of the old site that are not at hand. */
    Set<String> missing() {
        return Set.copyOf(missing);
    }
}
