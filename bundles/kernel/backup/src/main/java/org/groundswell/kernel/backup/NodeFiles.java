package org.groundswell.kernel.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.groundswell.kernel.api.node.NodeFolder;

/** What of a node cannot be had again from its release: the files of a backup, by their names there. */
final class NodeFiles {
    /** Folders of a node, as they are called in a backup. */
    static final List<String> FOLDERS = List.of("conf", "data", "deploy", "site");

    /** Made anew at each start or when it is missing (payouts are read from the gateways again), or of one process only. */
    private static final Set<String> NOT_OF_DATA = Set.of("edge", "framework", "framework.next", "handover", "logs",
            "payouts", "search", "shell", "tmp",
            "node.lease", "node.pid", "node.running", "node.served");

    private NodeFiles() {
    }

    /**
     * @param stores files of stores that are asked for a copy; they and those beside them are left out
     * @return files by name, with {@code /} between its parts, in the order of names
     */
    static Map<String, Path> of(NodeFolder node, List<Path> stores) throws IOException {
        var files = new TreeMap<String, Path>();
        for (String folder : FOLDERS) {
            Path path = node.resolve(folder);
            if (!Files.isDirectory(path)) {
                continue;
            }
            try (Stream<Path> below = Files.walk(path)) {
                below.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || isLinkedFile(file))
                        .filter(file -> !isMadeAnew(folder, path.relativize(file)))
                        .filter(file -> stores.stream().noneMatch(store -> belongs(file, store)))
                        .forEach(file -> files.put(name(folder, path.relativize(file)), file));
            }
        }
        return files;
    }

    /** The name of a store's file in a backup. */
    static String name(NodeFolder node, Path store) throws IOException {
        Path data = node.data().toAbsolutePath().normalize();
        Path file = store.toAbsolutePath().normalize();
        if (!file.startsWith(data)) {
            throw new IOException(file + " is not below " + data + ": make a backup of it by its own means, or move it there");
        }
        return name("data", data.relativize(file));
    }

    private static boolean isLinkedFile(Path file) {
        return Files.isSymbolicLink(file) && Files.isRegularFile(file);
    }

    private static boolean isMadeAnew(String folder, Path file) {
        return folder.equals("data") && NOT_OF_DATA.contains(file.getName(0).toString());
    }

    private static boolean belongs(Path file, Path store) {
        return file.toAbsolutePath().normalize().getParent().equals(store.toAbsolutePath().normalize().getParent())
                && file.getFileName().toString().startsWith(store.getFileName().toString());
    }

    private static String name(String folder, Path below) {
        var name = new StringBuilder(folder);
        below.forEach(part -> name.append('/').append(part));
        return name.toString();
    }
}
