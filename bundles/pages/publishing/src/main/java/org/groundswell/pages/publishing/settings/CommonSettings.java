package org.groundswell.pages.publishing.settings;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.groundswell.kernel.api.settings.Setting;
import org.groundswell.kernel.api.settings.SettingsForm;
import org.groundswell.kernel.api.settings.SettingsForms;
import org.groundswell.shared.settings.SettingsFile;

/** Which files of {@code conf/} may be published: what a component here knows, is in force, and has no secret in it. */
final class CommonSettings {
    private final SettingsForms forms;

    CommonSettings(SettingsForms forms) {
        this.forms = forms;
    }

    /**
     * @param said gets a sentence for each file that is left out
     * @throws IOException if one of them is not in force as it stands, or has a secret in it
     */
    SortedMap<String, String> of(Map<String, String> files, List<String> said) throws IOException {
        var common = new TreeMap<String, String>();
        for (Map.Entry<String, String> each : files.entrySet()) {
            SettingsFile file = SettingsFile.parse(each.getKey(), each.getValue());
            Optional<SettingsForm> form = forms.find(file.pid());
            if (form.isEmpty()) {
                said.add("Left out: conf/" + each.getKey() + ", because nothing at this node has these settings");
                continue;
            }
            if (!form.get().problems().isEmpty()) {
                throw new IOException(form.get().problems().getFirst());
            }
            for (Setting setting : form.get().settings()) {
                SettingsFile.Line line = file.lines().get(setting.key());
                if (setting.kind() == Setting.Kind.SECRET && line != null && !isReference(line.value())) {
                    throw new IOException("conf/" + each.getKey() + ", line " + line.number() + ": the secret itself stands in "
                            + setting.key() + "; say where it is, by env:NAME or file:path");
                }
            }
            common.put(each.getKey(), each.getValue());
        }
        return common;
    }

    private static boolean isReference(String value) {
        return value.isEmpty() || value.startsWith("env:") || value.startsWith("file:");
    }
}
