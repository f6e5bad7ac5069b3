package org.groundswell.pages.site;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.groundswell.pages.api.editing.Findings;
import org.groundswell.pages.api.editing.Preview;
import org.groundswell.pages.api.editing.Publication;
import org.groundswell.pages.api.editing.SiteEditing;
import org.groundswell.pages.api.editing.SitePicture;
import org.groundswell.pages.api.editing.TextChange;

/** The part of the pages' service that is for editors. */
abstract class EditedPages implements SiteEditing {

    abstract FolderEditing editing();

    @Override
    public Map<String, byte[]> texts() throws IOException {
        return editing().texts();
    }

    @Override
    public List<SitePicture> pictures() throws IOException {
        return editing().pictures();
    }

    @Override
    public byte[] picture(String file) throws IOException {
        return editing().picture(file);
    }

    @Override
    public void copyTo(Path target, List<TextChange> changes) throws IOException {
        editing().copyTo(target, changes);
    }

    @Override
    public Findings check(List<TextChange> changes) throws IOException {
        return editing().check(changes);
    }

    @Override
    public Preview preview(String page, String language, List<TextChange> changes) throws IOException {
        return editing().preview(page, language, changes);
    }

    @Override
    public Publication publish(List<TextChange> changes) throws IOException {
        return editing().publish(changes);
    }
}
