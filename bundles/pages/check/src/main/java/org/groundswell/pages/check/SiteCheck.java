package org.groundswell.pages.check;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.groundswell.pages.api.check.Finding;
import org.groundswell.pages.api.check.SiteReader;
import org.groundswell.pages.api.check.SiteReading;
import org.groundswell.shared.money.AmountLimits;

/** Looks through a site folder with all checks. Immutable. */
final class SiteCheck {
    private final SiteReader reader;
    private final List<Check> checks;

    /** @param further looks beyond the usual ones */
    SiteCheck(SiteReader reader, AmountLimits limits, Check... further) {
        this(reader, limits, LanguageDictionary::of, further);
    }

    /** @param dictionaries gives the dictionary of a language, if there is one */
    SiteCheck(SiteReader reader, AmountLimits limits, Function<String, Optional<LanguageDictionary>> dictionaries,
            Check... further) {
        this.reader = reader;
        List<Check> usual = List.of(new PageStructure(), new LinksAndFrames(), new Alternatives(), new Headings(), new Anchors(),
                new FormFields(), new PageHeads(), new PageWeight(), new UnusedFiles(), new BrokenPictures(), new FrontMatter(),
                new SuggestedAmounts(limits), new EndedCampaigns(InstantSource.system()), new Contrast(), new WrittenTexts(),
                new Spelling(dictionaries));
        this.checks = Stream.concat(usual.stream(), Stream.of(further)).toList();
    }

    /**
     * Everything that is to be mended, each thing once, by place.
     *
     * @throws IOException if the folder cannot be read
     */
    List<Finding> check(Path folder) throws IOException {
        SiteReading reading = reader.read(folder);
        var found = new LinkedHashSet<Finding>(reading.findings());
        if (reading.site().isPresent()) {
            var pages = new ParsedPages(reading);
            checks.forEach(check -> check.look(reading, pages, found::add));
        }
        return found.stream().sorted(Comparator.comparing(Finding::file).thenComparingInt(Finding::line)
                .thenComparing(Finding::severity).thenComparing(Finding::message)).toList();
    }
}
