package org.groundswell.kernel.keeper.jars;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/**
 * A jar that is whole and says which bundle it is.
 *
 * @param sha256 of the file, in hexadecimal digits
 */
public record BundleFile(Path path, String symbolicName, Version version, String sha256, Map<String, String> headers) {

    /** OSGi Core, section 1.3.2. */
    private static final Pattern SYMBOLIC_NAME = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");
    /** Files are called after it. */
    private static final int LONGEST_NAME = 200;

    /** @throws RefusedException if this is no whole bundle; an {@link UnreadableException} if that cannot be told */
    public static BundleFile read(Path path) throws RefusedException {
        try (var jar = new JarFile(path.toFile(), false)) {
            Manifest manifest = jar.getManifest();
            if (manifest == null) {
                throw new RefusedException("it has no manifest: build it with bnd");
            }
            readWhole(path);
            var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
            manifest.getMainAttributes().forEach((key, value) -> headers.put(key.toString(), value.toString()));
            String name = headers.get(Constants.BUNDLE_SYMBOLICNAME);
            if (name == null) {
                throw new RefusedException("it has no Bundle-SymbolicName, so it is no bundle: build it with bnd");
            }
            return new BundleFile(path, symbolicName(name),
                    Version.parseVersion(headers.get(Constants.BUNDLE_VERSION)), checksum(path), headers);
        } catch (ZipException | EOFException e) {
            throw new RefusedException("it is no jar, or only a part of one (" + e.getMessage()
                    + "): copy it again, under another name first and then renamed");
        } catch (FileSystemException e) {
            throw new UnreadableException("it cannot be read: " + e, e);
        } catch (IOException e) {
            throw new UnreadableException("it cannot be read: " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new RefusedException("its manifest cannot be read: " + e.getMessage());
        }
    }

    /** Without what may follow it, such as {@code ;singleton:=true}. */
    private static String symbolicName(String header) throws RefusedException {
        String name = header.split(";", 2)[0].strip();
        if (name.length() > LONGEST_NAME || !SYMBOLIC_NAME.matcher(name).matches()) {
            throw new RefusedException("its Bundle-SymbolicName is none: expected parts of letters, digits, '_' and '-' with"
                    + " dots between, at most " + LONGEST_NAME + " characters; build it with bnd");
        }
        return name;
    }

    static String checksum(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Compares the checksum of every entry; a jar's table of contents may be whole while its contents are not. */
    private static void readWhole(Path path) throws IOException {
        try (var entries = new ZipInputStream(Files.newInputStream(path))) {
            while (entries.getNextEntry() != null) {
                entries.transferTo(OutputStream.nullOutputStream());
            }
        }
    }
}
