package org.groundswell.pages.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.groundswell.edge.api.snapshots.Snapshot;

/**
 * Pictures of campaigns' figures, for those who show cards of pages. Immutable.
 *
 * @param drawn by {@link Place}, the present one first; the ones before it are there for who has an older page
 */
record Cards(Map<Place, List<Card>> drawn) {
    static final Cards NONE = new Cards(Map.of());
    /** For whoever has seen an older page, and asks for its picture now. */
    private static final int KEPT = 3;

    /** Whose figures, for readers of which language. */
    record Place(String campaign, String language) {
    }

    /**
     * One picture.
     *
     * @param words what it shows
     */
    record Card(CardWords words, Snapshot snapshot) {

        /** As templates see it, as {@link PagePicture#model}. */
        Map<String, Object> model(String address) {
            return Map.of("address", address + snapshot.path(), "width", CardDrawing.WIDTH, "height", CardDrawing.HEIGHT,
                    "alt", words.spoken(), "type", snapshot.contentType());
        }
    }

    Optional<Card> of(Place place) {
        return Optional.ofNullable(drawn.get(place)).map(List::getFirst);
    }

    List<Snapshot> snapshots() {
        return drawn.values().stream().flatMap(List::stream).map(Card::snapshot).distinct().toList();
    }

    /** What stands at a place from now on, with what stood there before. */
    List<Card> after(Place place, Card next) {
        var cards = new ArrayList<Card>(List.of(next));
        drawn.getOrDefault(place, List.of()).stream()
                .filter(each -> !each.snapshot().path().equals(next.snapshot().path())).limit(KEPT - 1).forEach(cards::add);
        return List.copyOf(cards);
    }
}
