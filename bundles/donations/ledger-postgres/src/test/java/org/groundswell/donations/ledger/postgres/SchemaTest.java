package org.groundswell.donations.ledger.postgres;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.groundswell.donations.postgres.server.PostgresServer;
import org.junit.ClassRule;
import org.junit.Test;

public class SchemaTest {
    @ClassRule
    public static final PostgresServer SERVER = new PostgresServer();

    @Test
    public void nodesThatStartAtOnceTakeEachStepOnce() throws Exception {
        String schema = SERVER.schema();
        Callable<Void> start = () -> {
            Source.of(SERVER, schema).getConnection().close();
            return null;
        };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Void> each : threads.invokeAll(Collections.nCopies(8, start))) {
                each.get();
            }
        }
        assertEquals(Schema.STEPS.known(), SERVER.number(schema, "SELECT count(*) FROM schema_step"));
    }

    @Test
    public void whatANewerReleaseWroteIsLeftAlone() throws Exception {
        String schema = SERVER.schema();
        Source.of(SERVER, schema).getConnection().close();
        try (Connection connection = SERVER.open(schema); var statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO schema_step (number) VALUES (99)");
            statement.executeUpdate("UPDATE schema_reader SET least = 99");
        }
        var refused = assertThrows(SQLException.class, () -> Source.of(SERVER, schema).getConnection());
        assertTrue(refused.getMessage(), refused.getMessage().contains("newer version"));
    }

    @Test
    public void whatANewerReleaseOnlyWidenedIsReadAndNotChanged() throws Exception {
        String schema = SERVER.schema();
        Source.of(SERVER, schema).getConnection().close();
        try (Connection connection = SERVER.open(schema); var statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO schema_step (number) VALUES (99)");
        }
        Source.of(SERVER, schema).getConnection().close();
        assertEquals(99, SERVER.number(schema, "SELECT max(number) FROM schema_step"));
        assertEquals(Schema.STEPS.known(), SERVER.number(schema, "SELECT least FROM schema_reader"));
    }

    @Test
    public void whoFindsNothingToDoWaitsForNobody() throws Exception {
        String schema = SERVER.schema();
        Source.of(SERVER, schema).getConnection().close();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor(); Connection other = SERVER.open(schema);
                var statement = other.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(" + Schema.LOCK + ")");
            threads.submit(() -> Source.of(SERVER, schema).getConnection()).get(60, TimeUnit.SECONDS).close();
        }
    }

    @Test
    public void anOldPrimaryIsRefused() throws Exception {
        PrimarySource source = Source.of(SERVER, SERVER.schema());
        source.getConnection().close();
        source.require(2);
        var refused = assertThrows(SQLException.class, source::getConnection);
        assertTrue(refused.getMessage(), refused.getMessage().contains("old primary"));
    }

    @Test
    public void endedSessionsAreForgottenAfterAWeek() throws Exception {
        String schema = SERVER.schema();
        for (int i = 0; i < 3; i++) {
            Session.open(Source.of(SERVER, schema), 0).leave();
            try (Connection connection = SERVER.open(schema); var statement = connection.createStatement()) {
                statement.executeUpdate("UPDATE ended_session SET ended = ended - interval '8 days'");
            }
        }
        assertEquals(1, SERVER.number(schema, "SELECT count(*) FROM ended_session"));
    }

    @Test
    public void anAddressIsOneOfPostgresAndHasNoPassword() {
        for (String each : new String[] {"jdbc:sqlite:x", "postgres://host/db",
            "jdbc:postgresql://host/db?user=a&password=b"}) {
            var refused = assertThrows(each, IllegalArgumentException.class, () -> new PrimarySource(each, "", null));
            assertTrue(refused.getMessage(), !refused.getMessage().contains("password=b"));
        }
    }
}
