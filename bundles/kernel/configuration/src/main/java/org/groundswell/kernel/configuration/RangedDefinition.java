package org.groundswell.kernel.configuration;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.ObjectClassDefinition;

/**
 * A definition whose descriptions end with the range that the setting has.
 *
 * @param ranges by the setting's key; asked for only where a description is, for somebody who has made a mistake
 */
record RangedDefinition(ObjectClassDefinition definition, Supplier<Map<String, String>> ranges)
        implements ObjectClassDefinition {

    @Override
    public AttributeDefinition[] getAttributeDefinitions(int filter) {
        AttributeDefinition[] attributes = definition.getAttributeDefinitions(filter);
        return attributes == null ? null : Arrays.stream(attributes)
                .map(each -> new Ranged(each, ranges))
                .toArray(AttributeDefinition[]::new);
    }

    @Override
    public String getName() {
        return definition.getName();
    }

    @Override
    public String getID() {
        return definition.getID();
    }

    @Override
    public String getDescription() {
        return definition.getDescription();
    }

    @Override
    public InputStream getIcon(int size) throws IOException {
        return definition.getIcon(size);
    }

    private record Ranged(AttributeDefinition attribute, Supplier<Map<String, String>> ranges)
            implements AttributeDefinition {

        @Override
        public String getDescription() {
            String description = attribute.getDescription();
            String range = ranges.get().get(attribute.getID());
            return range == null ? description
                    : description == null || description.isBlank() ? range : description + "; " + range;
        }

        @Override
        public String getName() {
            return attribute.getName();
        }

        @Override
        public String getID() {
            return attribute.getID();
        }

        @Override
        public int getCardinality() {
            return attribute.getCardinality();
        }

        @Override
        public int getType() {
            return attribute.getType();
        }

        @Override
        public String[] getOptionValues() {
            return attribute.getOptionValues();
        }

        @Override
        public String[] getOptionLabels() {
            return attribute.getOptionLabels();
        }

        @Override
        public String validate(String value) {
            return attribute.validate(value);
        }

        @Override
        public String[] getDefaultValue() {
            return attribute.getDefaultValue();
        }
    }
}
