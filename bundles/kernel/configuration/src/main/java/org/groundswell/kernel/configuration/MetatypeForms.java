package org.groundswell.kernel.configuration;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.groundswell.kernel.api.settings.Setting;
import org.groundswell.kernel.api.settings.SettingsForm;
import org.groundswell.kernel.api.settings.SettingsForms;
import org.groundswell.kernel.configuration.Definitions.Known;
import org.groundswell.shared.settings.SettingsFile;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.ObjectClassDefinition;

/** Forms from what components say of their settings. What the node sets of its libraries is its own affair. */
@Component
public final class MetatypeForms implements SettingsForms {
    private static final String LIBRARIES = "org.apache.";
    /** The name of an instance is a part of its file's. */
    private static final Pattern INSTANCE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,49}");
    private static final String INSTANCE_MARK = "~";

    private final ConfFolder folder;
    private final SettingsInForce inForce;

    @Activate
    public MetatypeForms(@Reference ConfFolder folder, @Reference SettingsInForce inForce) {
        this.folder = folder;
        this.inForce = inForce;
    }

    @Override
    public List<SettingsForm> all() {
        return known().flatMap(each -> Stream.concat(Stream.of(each.pid()), instances(each)).map(pid -> form(pid, each)))
                .flatMap(Optional::stream).sorted(Comparator.comparing(SettingsForm::pid)).toList();
    }

    @Override
    public Optional<SettingsForm> find(String pid) {
        return component(pid).flatMap(known -> form(pid, known));
    }

    @Override
    public Map<String, String> save(String pid, Map<String, String> values) throws IOException {
        Optional<Known> known = component(pid).filter(each -> each.isFactory() == pid.contains(INSTANCE_MARK));
        Optional<ObjectClassDefinition> definition = known.flatMap(each -> folder.definition(each.pid()));
        if (definition.isEmpty()) {
            return Map.of("", "there are no settings of this name");
        }
        Map<String, AttributeDefinition> attributes = SettingsCheck.attributes(definition.get());
        var problems = new LinkedHashMap<String, String>();
        values.keySet().stream().filter(each -> !attributes.containsKey(each))
                .forEach(each -> problems.put(each, "there is no setting of this name"));
        Map<String, String> all = inForceAsText(pid);
        all.keySet().retainAll(attributes.keySet());
        all.putAll(values);
        var parts = new LinkedHashMap<String, List<String>>();
        all.forEach((key, value) -> parts.put(key, attributes.containsKey(key) && SettingsCheck.isMany(attributes.get(key))
                ? SettingsCheck.split(value) : List.of(value)));
        SettingsCheck.check(known.get().pid(), parts, definition.get()).problems().forEach(each -> {
            String[] keyAndProblem = each.split(": ", 2);
            problems.put(keyAndProblem[0], keyAndProblem[keyAndProblem.length - 1]);
        });
        if (problems.isEmpty()) {
            List<String> found = folder.save(pid, all, definition.get());
            return found.isEmpty() ? Map.of() : Map.of("", String.join("; ", found));
        }
        return problems;
    }

    @Override
    public boolean reset(String pid) throws IOException {
        return component(pid).isPresent() && folder.reset(pid);
    }

    private Stream<Known> known() {
        return folder.definitions().all().stream().filter(each -> !each.pid().startsWith(LIBRARIES));
    }

    /** Whose settings these are; of an instance, that of its factory. */
    private Optional<Known> component(String pid) {
        int mark = pid.indexOf(INSTANCE_MARK);
        String type = mark < 0 ? pid : pid.substring(0, mark);
        return known().filter(each -> each.pid().equals(type))
                .filter(each -> mark < 0 || each.isFactory() && INSTANCE.matcher(pid.substring(mark + 1)).matches())
                .findFirst();
    }

    private Stream<String> instances(Known known) {
        return known.isFactory() ? inForce.pids().stream().filter(each -> each.startsWith(known.pid() + INSTANCE_MARK))
                : Stream.empty();
    }

    private Optional<SettingsForm> form(String pid, Known known) {
        return folder.definition(known.pid()).map(definition -> new SettingsForm(pid, text(definition.getName()), known.bundle(),
                known.isFactory() && pid.equals(known.pid()), settings(pid, definition),
                folder.problems().of(pid + SettingsFile.ENDING)));
    }

    private List<Setting> settings(String pid, ObjectClassDefinition definition) {
        Map<String, String> values = inForceAsText(pid);
        AttributeDefinition[] attributes = definition.getAttributeDefinitions(ObjectClassDefinition.ALL);
        return Arrays.stream(attributes == null ? new AttributeDefinition[0] : attributes)
                .map(each -> setting(each, values.get(each.getID()))).toList();
    }

    private Map<String, String> inForceAsText(String pid) {
        var values = new HashMap<String, String>();
        inForce.of(pid).forEach((key, value) -> values.put(key, SettingsText.text(value)));
        return values;
    }

    private static Setting setting(AttributeDefinition attribute, String value) {
        Setting.Kind kind = kind(attribute);
        String[] defaults = attribute.getDefaultValue();
        String byDefault = defaults == null ? "" : String.join(", ", defaults);
        String[] options = attribute.getOptionValues();
        boolean isSecret = kind == Setting.Kind.SECRET;
        String inForce = value == null ? byDefault : value;
        return new Setting(attribute.getID(), text(attribute.getDescription()), kind, SettingsCheck.isMany(attribute),
                options == null ? List.of() : List.of(options), isSecret ? "" : byDefault, isSecret ? "" : inForce,
                !inForce.equals(byDefault));
    }

    private static Setting.Kind kind(AttributeDefinition attribute) {
        return switch (attribute.getType()) {
            case AttributeDefinition.PASSWORD -> Setting.Kind.SECRET;
            case AttributeDefinition.BOOLEAN -> Setting.Kind.TRUTH;
            case AttributeDefinition.INTEGER, AttributeDefinition.LONG, AttributeDefinition.SHORT, AttributeDefinition.BYTE,
                    AttributeDefinition.DOUBLE, AttributeDefinition.FLOAT -> Setting.Kind.NUMBER;
            default -> Setting.Kind.TEXT;
        };
    }

    private static String text(String text) {
        return text == null ? "" : text;
    }
}
