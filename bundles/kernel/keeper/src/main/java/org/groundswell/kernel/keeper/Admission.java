package org.groundswell.kernel.keeper;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.groundswell.kernel.api.health.DiskReserve;
import org.groundswell.kernel.keeper.jars.BundleFile;
import org.groundswell.kernel.keeper.jars.Installation;
import org.groundswell.kernel.keeper.jars.RefusedException;
import org.groundswell.kernel.keeper.paths.PathOwners;
import org.osgi.framework.Bundle;

/** What is refused before anything is touched. */
final class Admission {
    private final Supplier<DiskReserve> reserve;
    private final Refusals refusals;
    private final Installation installation;
    private final PathOwners paths;

    /** @param reserve gives null while nobody watches the disk */
    Admission(Supplier<DiskReserve> reserve, Refusals refusals, Installation installation, PathOwners paths) {
        this.reserve = reserve;
        this.refusals = refusals;
        this.installation = installation;
        this.paths = paths;
    }

    /** A way back never needs it: the jars that it leads to are kept already. */
    void requireRoom() throws RefusedException {
        DiskReserve present = reserve.get();
        Optional<String> shortage = present == null ? Optional.empty() : present.shortage();
        if (shortage.isPresent()) {
            throw new RefusedException("no copy of the jar can be kept: " + shortage.get());
        }
    }

    /**
     * @param by for what is kept out the file that it came with
     * @param again whether a jar that did not prove itself may try again
     */
    void check(BundleFile file, String by, boolean again) throws RefusedException, IOException {
        Optional<String> objection = again ? Optional.empty() : refusals.objection(file);
        if (objection.isPresent()) {
            throw new RefusedException(objection.get() + "; the shell's groundswell:swap " + by + " tries it again");
        }
        Optional<Bundle> present = installation.find(file.symbolicName());
        BundleFile before = present.isPresent() ? installation.file(present.get()) : null;
        if (before != null) {
            checkNew(before, file);
        }
        paths.check(file, before);
    }

    private static void checkNew(BundleFile present, BundleFile file) throws RefusedException {
        if (present.sha256().equals(file.sha256())) {
            throw new RefusedException("this very jar runs already");
        }
        if (file.version().compareTo(present.version()) < 0) {
            throw new RefusedException("it is version " + file.version() + ", and " + present.version()
                    + " runs; to go back, use the shell's groundswell:rollback");
        }
    }
}
