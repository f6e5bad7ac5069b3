package org.groundswell.edge.listener.published;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.groundswell.edge.api.Caching;
import org.groundswell.edge.api.snapshots.Snapshot;
import org.groundswell.edge.api.snapshots.SnapshotSet;
import org.groundswell.shared.files.PrivateFiles;

/**
 * What a node's publishers had published when it was last seen alive, in one file of its data folder. Immutable.
 *
 * @param headers the lines every response carries, each with its line end
 * @param sets    what each publisher published last
 */
public record SavedPages(String headers, Map<String, SnapshotSet> sets) {
    private static final String FILE = "edge/pages";
    /** What pages are made of: with a change there, the saved ones are not what this node would publish. */
    private static final List<String> SOURCES = List.of("site", "conf", "deploy", "features", "artifacts");
    private static final int FORMAT = 0x67730003;
    private static final int CHECKSUM_BYTES = Long.BYTES;

    public SavedPages {
        sets = Map.copyOf(sets);
    }

    /**
     * What was saved, or nothing where it is missing, damaged or older than what pages are made of.
     *
     * @param node the folder with what pages are made of
     * @param data the folder with what the node remembers
     */
    public static Optional<SavedPages> read(Path node, Path data) {
        Path file = data.resolve(FILE);
        try {
            if (!Files.exists(file) || isOutdated(node, Files.getLastModifiedTime(file))) {
                return Optional.empty();
            }
            return Optional.ofNullable(parse(Files.readAllBytes(file)));
        } catch (IOException | RuntimeException e) {
            // Whatever is wrong with it: a node starts without it as well.
            return Optional.empty();
        }
    }

    /** What visitors find while the node starts. */
    public Routes<Snapshot> routes() {
        return Routes.of(sets.values());
    }

    /** Replaces what was saved, at once and whole. */
    public void write(Path data) throws IOException {
        Path file = data.resolve(FILE);
        Files.createDirectories(file.getParent());
        PrivateFiles.replace(file, bytes());
    }

    private static boolean isOutdated(Path node, FileTime saved) throws IOException {
        for (String source : SOURCES) {
            if (!Files.isDirectory(node.resolve(source))) {
                continue;
            }
            try (Stream<Path> files = Files.walk(node.resolve(source))) {
                if (files.anyMatch(each -> modified(each).compareTo(saved) > 0)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] bytes() throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeInt(FORMAT);
        out.writeUTF(headers);
        out.writeInt(sets.size());
        for (var each : sets.entrySet()) {
            out.writeUTF(each.getKey());
            write(out, each.getValue());
        }
        out.writeLong(checksum(bytes.toByteArray(), bytes.size()));
        return bytes.toByteArray();
    }

    /** Null where the bytes are not what was written. */
    private static SavedPages parse(byte[] bytes) throws IOException {
        int length = bytes.length - CHECKSUM_BYTES;
        if (length < 0 || ByteBuffer.wrap(bytes).getLong(length) != checksum(bytes, length)) {
            return null;
        }
        var in = new DataInputStream(new ByteArrayInputStream(bytes));
        if (in.readInt() != FORMAT) {
            return null;
        }
        String headers = in.readUTF();
        var sets = new HashMap<String, SnapshotSet>();
        for (int left = in.readInt(); left > 0; left--) {
            sets.put(in.readUTF(), readSet(in));
        }
        return new SavedPages(headers, sets);
    }

    private static long checksum(byte[] bytes, int length) {
        var checksum = new CRC32();
        checksum.update(bytes, 0, length);
        return checksum.getValue();
    }

    private static void write(DataOutputStream out, SnapshotSet set) throws IOException {
        out.writeInt(set.snapshots().size());
        for (Snapshot snapshot : set.snapshots()) {
            write(out, snapshot);
        }
        out.writeInt(set.languages().size());
        for (String language : set.languages()) {
            out.writeUTF(language);
            Map<Integer, Snapshot> errors = set.errors().getOrDefault(language, Map.of());
            out.writeInt(errors.size());
            for (var error : errors.entrySet()) {
                out.writeInt(error.getKey());
                write(out, error.getValue());
            }
        }
        out.writeInt(set.streams().size());
        for (var stream : set.streams().entrySet()) {
            out.writeUTF(stream.getKey());
            out.writeUTF(stream.getValue());
        }
    }

    private static SnapshotSet readSet(DataInputStream in) throws IOException {
        var snapshots = new ArrayList<Snapshot>();
        for (int left = in.readInt(); left > 0; left--) {
            snapshots.add(readSnapshot(in));
        }
        var languages = new ArrayList<String>();
        var errors = new HashMap<String, Map<Integer, Snapshot>>();
        for (int left = in.readInt(); left > 0; left--) {
            String language = in.readUTF();
            languages.add(language);
            var pages = new HashMap<Integer, Snapshot>();
            for (int each = in.readInt(); each > 0; each--) {
                pages.put(in.readInt(), readSnapshot(in));
            }
            errors.put(language, pages);
        }
        var streams = new HashMap<String, String>();
        for (int left = in.readInt(); left > 0; left--) {
            streams.put(in.readUTF(), in.readUTF());
        }
        return new SnapshotSet(snapshots, languages, errors, streams);
    }

    private static void write(DataOutputStream out, Snapshot snapshot) throws IOException {
        out.writeUTF(snapshot.path());
        out.writeUTF(snapshot.contentType());
        out.writeUTF(snapshot.caching().name());
        out.writeInt(snapshot.keyOffset());
        out.writeUTF(snapshot.personalParameter());
        out.writeInt(snapshot.fillingParameters().size());
        for (String parameter : snapshot.fillingParameters()) {
            out.writeUTF(parameter);
        }
        out.writeBoolean(snapshot.forOtherSites());
        byte[] body = snapshot.bytes();
        out.writeInt(body.length);
        out.write(body);
    }

    private static Snapshot readSnapshot(DataInputStream in) throws IOException {
        String path = in.readUTF();
        String contentType = in.readUTF();
        Caching caching = Caching.valueOf(in.readUTF());
        int keyOffset = in.readInt();
        String personal = in.readUTF();
        var filling = new HashSet<String>();
        for (int left = in.readInt(); left > 0; left--) {
            filling.add(in.readUTF());
        }
        boolean forOtherSites = in.readBoolean();
        return new Snapshot(path, contentType, caching, ByteBuffer.wrap(in.readNBytes(in.readInt())), keyOffset,
                personal, filling, forOtherSites);
    }
}
