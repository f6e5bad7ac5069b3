package org.groundswell.pages.api.editing;

import java.util.List;

/**
 * A picture of the site. Immutable.
 *
 * @param file    its name below the site folder, such as {@code assets/boat.jpg}
 * @param width   in CSS pixels; 0 where it cannot be told
 * @param height  in CSS pixels; 0 where it cannot be told
 * @param bytes   with those of the smaller widths
 * @param smaller the same picture in smaller widths, by the files' names: {@code assets/boat.480w.jpg}
 * @param usedBy  the files of the site that name it
 */
public record SitePicture(String file, int width, int height, long bytes, List<String> smaller, List<String> usedBy) {

    public SitePicture {
        smaller = List.copyOf(smaller);
        usedBy = List.copyOf(usedBy);
    }
}
