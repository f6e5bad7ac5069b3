package org.groundswell.kernel.api.settings;

import java.util.List;

/**
 * The settings of one component, or of one of its instances.
 *
 * @param pid       as its file is named, without {@code .cfg}: {@code factory~name} for one of several instances, and the
 *                  factory's alone for one that is not there yet
 * @param title     what the component calls them, in English
 * @param bundle    symbolic name of the bundle that has the component
 * @param isFactory whether there may be several instances and this is none of them
 * @param problems  why the file is not in force as it stands, in sentences
 */
public record SettingsForm(String pid, String title, String bundle, boolean isFactory, List<Setting> settings,
        List<String> problems) {

    public SettingsForm {
        settings = List.copyOf(settings);
        problems = List.copyOf(problems);
    }
}
