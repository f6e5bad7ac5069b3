package org.groundswell.kernel.configuration;

import java.io.IOException;
import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Dictionary;
import java.util.List;
import java.util.stream.IntStream;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.SynchronousConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.AttributeDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a secret out of settings again that neither {@code conf/} nor the console brought, but a feature, say. */
@Component
public final class PlainSecrets implements SynchronousConfigurationListener {
    private static final Logger LOG = LoggerFactory.getLogger(PlainSecrets.class);

    private final ConfFolder folder;
    private final ConfigurationAdmin admin;

    @Activate
    public PlainSecrets(@Reference ConfFolder folder, @Reference ConfigurationAdmin admin) {
        this.folder = folder;
        this.admin = admin;
    }

    @Override
    public void configurationEvent(ConfigurationEvent event) {
        if (event.getType() != ConfigurationEvent.CM_UPDATED) {
            return;
        }
        String type = event.getFactoryPid() == null ? event.getPid() : event.getFactoryPid();
        folder.definition(type).ifPresent(definition -> {
            try {
                takeOut(admin.getConfiguration(event.getPid(), "?"), SettingsCheck.attributes(definition).values());
            } catch (IOException e) {
                LOG.error("A secret itself may stand in the settings of {}: {}", event.getPid(), e.getMessage());
            }
        });
    }

    private static void takeOut(Configuration configuration, Collection<AttributeDefinition> attributes)
            throws IOException {
        Dictionary<String, Object> properties = configuration.getProperties();
        if (properties == null) {
            return;
        }
        List<String> plain = attributes.stream().filter(each -> each.getType() == AttributeDefinition.PASSWORD)
                .map(AttributeDefinition::getID).filter(key -> isPlain(properties.get(key))).toList();
        if (!plain.isEmpty()) {
            plain.forEach(properties::remove);
            LOG.error("{}: the secret itself stood in {} and is taken out: say where it is, by env:NAME or file:path",
                    configuration.getPid(), String.join(", ", plain));
            configuration.update(properties);
        }
    }

    private static boolean isPlain(Object value) {
        return switch (value) {
            case null -> false;
            case Object many when many.getClass().isArray() -> IntStream.range(0, Array.getLength(many))
                    .anyMatch(i -> isPlain(Array.get(many, i)));
            case Collection<?> many -> many.stream().anyMatch(PlainSecrets::isPlain);
            default -> !SettingsCheck.isReference(value.toString());
        };
    }
}
