package org.groundswell.pages.publishing.settings;

import java.util.List;
import org.groundswell.kernel.api.health.NodeFitness;
import org.groundswell.kernel.api.settings.SettingsForm;
import org.groundswell.kernel.api.settings.SettingsForms;
import org.groundswell.kernel.api.settings.SettingsReader;
import org.groundswell.shared.settings.SettingsFile;

/** This node, as its kernel says it. */
record RunningNode(SettingsForms forms, SettingsReader reader, NodeFitness fitness) implements NodeState {

    @Override
    public boolean isRead(String file) {
        return reader.isRead(file);
    }

    @Override
    public List<String> problems(String file) {
        return forms.find(file.substring(0, file.length() - SettingsFile.ENDING.length())).map(SettingsForm::problems)
                .orElse(List.of());
    }

    @Override
    public List<String> lacking() {
        return fitness.lacking();
    }
}
