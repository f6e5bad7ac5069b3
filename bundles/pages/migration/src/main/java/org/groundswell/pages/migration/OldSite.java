package org.groundswell.pages.migration;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * All that could be read of an old site.
 *
 * @param pictures files by the names that pages know them by, below {@code assets/}
 * @param remarks  what could not be taken over
 */
record OldSite(List<OldPage> pages, Map<String, Path> pictures, List<Remark> remarks) {
}
