package org.groundswell.kernel.keeper.ending;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.MethodRefEntry;
import java.util.Optional;
import java.util.jar.JarFile;
import org.groundswell.kernel.keeper.jars.BundleFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a jar's classes call {@link Runtime#halt}, which ends the node before anybody hears of it. */
final class HaltCalls {
    private static final Logger LOG = LoggerFactory.getLogger(HaltCalls.class);

    private HaltCalls() {
    }

    /** The name of a class that does. */
    static Optional<String> of(BundleFile jar) {
        try (var file = new JarFile(jar.path().toFile(), false)) {
            for (var entry : file.stream().filter(each -> each.getName().endsWith(".class")).toList()) {
                try (InputStream in = file.getInputStream(entry)) {
                    ClassModel model = ClassFile.of().parse(in.readAllBytes());
                    if (halts(model)) {
                        return Optional.of(model.thisClass().asInternalName().replace('/', '.'));
                    }
                } catch (IllegalArgumentException e) {
                    LOG.debug("{} of {} is no class that can be read", entry.getName(), jar.symbolicName(), e);
                }
            }
        } catch (IOException e) {
            LOG.warn("The classes of {} cannot be looked at: {}", jar.symbolicName(), e.toString());
        }
        return Optional.empty();
    }

    private static boolean halts(ClassModel model) {
        for (var entry : model.constantPool()) {
            if (entry instanceof MethodRefEntry method && method.name().equalsString("halt")
                    && method.owner().asInternalName().equals("java/lang/Runtime")) {
                return true;
            }
        }
        return false;
    }
}
