package org.groundswell.pages.api.editing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.groundswell.pages.api.PageException;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The texts of the site folder for editors: pages ({@code content/<language>/<name>.md}) and translations
 * ({@code translations/<language>.yaml}) in the site's languages, {@code site.yaml}, {@code words.txt}, and the pictures
 * in {@code assets/}. The files on disk stay the truth: whoever edits them there
 * and whoever publishes from here find each other's changes. Thread-safe; {@link #check}, {@link #preview} and
 * {@link #publish} render pages and take up to some seconds.
 */
@ProviderType
public interface SiteEditing {
    /**
     * The texts as they are on disk now, by their names below the site folder.
     *
     * @throws IOException if the folder cannot be read
     */
    Map<String, byte[]> texts() throws IOException;

    /**
     * The pictures as they are on disk now, by name; one that is there in several widths once.
     *
     * @throws IOException if the folder cannot be read
     */
    List<SitePicture> pictures() throws IOException;

    /**
     * A picture's content, or null where there is no such file.
     *
     * @throws IOException if the folder cannot be read
     */
    byte @Nullable [] picture(String file) throws IOException;

    /**
     * Writes the whole site into a folder, as it would be if these changes were published. Nothing is changed in the site.
     *
     * @param folder is made, and has to be empty where it is there
     * @throws IOException              if it cannot be read or written
     * @throws IllegalArgumentException if two changes are of one file
     */
    void copyTo(Path folder, List<TextChange> changes) throws IOException;

    /**
     * What would be wrong with the site if these changes were published. Nothing is changed.
     *
     * @throws IllegalArgumentException if two changes are of one file
     */
    Findings check(List<TextChange> changes) throws IOException;

    /**
     * A page as visitors would see it if these changes were published; one that is made for one donor each, with a gift that
     * nobody gave. Nothing is changed.
     *
     * @param page     its name, such as {@code home} or {@code campaigns/school}
     * @param language one of the site's languages
     * @throws PageException            if the page cannot be rendered, is not there, or is made for one visitor each
     *                                  of whom nothing is known
     * @throws IllegalArgumentException if two changes are of one file
     */
    Preview preview(String page, String language, List<TextChange> changes) throws IOException;

    /**
     * Publishes all changes, or none: visitors never see some of them without the others, not after a crash either. They
     * are in force a moment later.
     *
     * @throws IOException              if they cannot be written; then the folder is as it was
     * @throws IllegalArgumentException if two changes are of one file
     */
    Publication publish(List<TextChange> changes) throws IOException;
}
