package org.groundswell.kernel.backup;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;

import java.io.IOException;
import java.util.Map;
import org.junit.Test;

public class ToolAddressTest {
    @Test
    public void allHostsAreGivenAndTheOneThatTakesWritesIsMeant() throws Exception {
        ToolAddress address = ToolAddress.of("jdbc:postgresql://db1.example.org,[::1]:5433/gifts%20here"
                + "?sslmode=verify-full&sslrootcert=/etc/root.crt&currentSchema=ours&socketTimeout=9", "node");
        assertEquals("gifts here", address.database());
        assertEquals("ours", address.schema());
        assertEquals("db1.example.org,::1", address.environment().get("PGHOST"));
        assertEquals("5432,5433", address.environment().get("PGPORT"));
        assertEquals("read-write", address.environment().get("PGTARGETSESSIONATTRS"));
        assertEquals("gifts here", address.environment().get("PGDATABASE"));
        assertEquals("node", address.environment().get("PGUSER"));
        assertEquals("verify-full", address.environment().get("PGSSLMODE"));
        assertEquals("/etc/root.crt", address.environment().get("PGSSLROOTCERT"));
    }

    @Test
    public void whatIsLeftOutIsAsTheDriverTakesIt() throws Exception {
        Map<String, String> brief = ToolAddress.of("jdbc:postgresql:gifts?user=me&ssl=true", "").environment();
        assertEquals("localhost", brief.get("PGHOST"));
        assertEquals("me", brief.get("PGUSER"));
        assertEquals("verify-full", brief.get("PGSSLMODE"));
        ToolAddress bare = ToolAddress.of("jdbc:postgresql://db/", "node");
        assertEquals("node", bare.database());
        assertEquals("public", bare.schema());
        assertFalse(bare.environment().containsKey("PGSSLMODE"));
        assertThrows(IOException.class, () -> ToolAddress.of("jdbc:sqlite:x", ""));
    }
}
