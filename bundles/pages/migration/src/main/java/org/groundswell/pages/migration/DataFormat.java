package org.groundswell.pages.migration;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.reflect.TypeToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/** The three languages in which Hugo's settings and front matter are written. */
enum DataFormat {
    YAML, TOML, JSON;

    /** By the end of a file's name. */
    static Optional<DataFormat> ofFile(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "yaml", "yml" -> Optional.of(YAML);
            case "toml" -> Optional.of(TOML);
            case "json" -> Optional.of(JSON);
            default -> Optional.empty();
        };
    }

    /**
     * What is said by key; values are text, numbers, booleans, dates, lists and maps.
     *
     * @throws UnreadableSiteException where it is not well-formed; the message has the place
     */
    Map<String, Object> read(String text) throws UnreadableSiteException {
        try {
            return switch (this) {
                case YAML -> mapping(new Load(LoadSettings.builder().setAllowDuplicateKeys(true).build())
                        .loadFromString(text));
                case TOML -> toml(Toml.parse(text));
                case JSON -> mapping(new Gson().fromJson(text, new TypeToken<Map<String, Object>>() { }));
            };
        } catch (MarkedYamlEngineException e) {
            throw new UnreadableSiteException("is not well-formed: " + e.getProblem() + e.getProblemMark()
                    .map(mark -> ", line " + (mark.getLine() + 1) + " of its data").orElse(""), e);
        } catch (YamlEngineException | JsonParseException | StackOverflowError e) {
            throw new UnreadableSiteException("is not well-formed: " + String.valueOf(e.getMessage()).lines().findFirst()
                    .orElse("nested too deep"), e);
        }
    }

    private static Map<String, Object> toml(TomlParseResult result) throws UnreadableSiteException {
        if (result.hasErrors()) {
            throw new UnreadableSiteException("is not well-formed: " + result.errors().getFirst());
        }
        return plain(result);
    }

    private static Map<String, Object> plain(TomlTable table) {
        var map = new TreeMap<String, Object>();
        table.keySet().forEach(key -> map.put(key, plain(table.get(List.of(key)))));
        return map;
    }

    private static Object plain(Object value) {
        return switch (value) {
            case TomlTable table -> plain(table);
            case TomlArray array -> {
                var list = new ArrayList<Object>();
                for (int i = 0; i < array.size(); i++) {
                    list.add(plain(array.get(i)));
                }
                yield list;
            }
            case null, default -> value;
        };
    }

    private static Map<String, Object> mapping(Object value) {
        var map = new TreeMap<String, Object>();
        if (value instanceof Map<?, ?> entries) {
            entries.forEach((key, each) -> map.put(String.valueOf(key), each));
        }
        return map;
    }

    /** A map in a map; empty where there is none. */
    static Map<String, Object> inside(Map<String, Object> map, String key) {
        return mapping(map.get(key));
    }
}
