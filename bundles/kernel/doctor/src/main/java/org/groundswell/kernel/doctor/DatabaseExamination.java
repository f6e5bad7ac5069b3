package org.groundswell.kernel.doctor;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Whether the ledger's database can be reached and written, is new enough, and has the time that this machine has. */
final class DatabaseExamination implements Examination {
    private static final String SUBJECT = "database";
    private static final String PID = "org.groundswell.donations.ledger.postgres";
    private static final String SETTINGS = "conf/" + PID + ".cfg";
    private static final int OLDEST = 15;
    private static final Duration APART = Duration.ofSeconds(10);
    private static final String SECONDS = "5";

    private final InstantSource clock;

    DatabaseExamination() {
        this(InstantSource.system());
    }

    DatabaseExamination(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public List<Finding> examine(Patient node) {
        if (!node.hasSettings(PID)) {
            return List.of();
        }
        var login = new Properties();
        login.setProperty("targetServerType", "primary");
        login.setProperty("connectTimeout", SECONDS);
        login.setProperty("socketTimeout", SECONDS);
        String user = node.setting(PID, "user", "");
        if (!user.isEmpty()) {
            login.setProperty("user", user);
        }
        try {
            if (!node.setting(PID, "password", "").isEmpty()) {
                login.setProperty("password", node.secret(PID, "password", ""));
            }
            return ask(node.setting(PID, "url", ""), login);
        } catch (IllegalArgumentException e) {
            return List.of(Finding.ill(SUBJECT, e.getMessage(), "Put the password there"));
        } catch (SQLException e) {
            return List.of(Finding.ill(SUBJECT, "it cannot be reached: " + e.getMessage(),
                    "Look at url, user and password in " + SETTINGS + ", and at pg_hba.conf of the server"));
        }
    }

    private List<Finding> ask(String url, Properties login) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, login);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT current_setting('server_version_num')::int / 10000,"
                        + " extract(epoch FROM clock_timestamp()), pg_is_in_recovery(),"
                        + " current_setting('synchronous_standby_names')")) {
            Instant now = clock.instant();
            row.next();
            var findings = new ArrayList<Finding>();
            int version = row.getInt(1);
            findings.add(version < OLDEST ? Finding.ill(SUBJECT, "it is PostgreSQL " + version, "Use " + OLDEST + " or newer")
                    : Finding.well(SUBJECT, "PostgreSQL " + version + " takes writes"));
            if (row.getString(4).isBlank()) {
                findings.add(Finding.noted(SUBJECT, "no standby confirms a gift before its donor is thanked",
                        "With one machine less the last gifts may be lost: docs/postgres.md#a-standby says how to set"
                                + " synchronous_standby_names"));
            }
            var theirs = Instant.ofEpochMilli((long) (row.getDouble(2) * 1000));
            Duration apart = Duration.between(theirs, now).abs();
            findings.add(apart.compareTo(APART) < 0 ? Finding.well("clock", apart.toSeconds() + " s apart from the database")
                    : Finding.ill("clock", apart.toSeconds() + " s apart from the database",
                            "Set both clocks, and let them be kept (timedatectl set-ntp true)"));
            return findings;
        }
    }
}
