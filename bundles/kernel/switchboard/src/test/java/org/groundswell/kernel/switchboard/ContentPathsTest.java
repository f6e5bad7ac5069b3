package org.groundswell.kernel.switchboard;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.Test;

/** ReadWhileReplacedIT shows it with the framework itself. */
public class ContentPathsTest {
    /** As Felix names it. */
    private static final class Revision {
        private List<Object> m_contentPath;

        Revision(List<Object> contentPath) {
            m_contentPath = contentPath;
        }
    }

    @Test
    public void aListWithoutContentIsForgotten() {
        var revision = new Revision(Arrays.asList((Object) null));
        assertTrue(ContentPaths.forgetIfEmpty(revision));
        assertNull(revision.m_contentPath);
        assertFalse("it is not made yet", ContentPaths.forgetIfEmpty(revision));
    }

    @Test
    public void aListWithContentStays() {
        List<Object> contents = List.of("a jar", "another inside of it");
        var revision = new Revision(contents);
        assertFalse(ContentPaths.forgetIfEmpty(revision));
        assertEquals(contents, revision.m_contentPath);
    }

    @Test
    public void anotherFrameworkIsLeftAlone() {
        assertFalse(ContentPaths.forgetIfEmpty("a revision"));
    }
}
