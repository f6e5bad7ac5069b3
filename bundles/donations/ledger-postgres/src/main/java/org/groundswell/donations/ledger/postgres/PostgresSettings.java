package org.groundswell.donations.ledger.postgres;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of all that is kept in PostgreSQL. */
@ObjectClassDefinition(name = "Groundswell donations: ledger in PostgreSQL")
public @interface PostgresSettings {
    @AttributeDefinition(description = "Where the database is: jdbc:postgresql://host1:5432,host2:5432/database,"
            + " with the driver's options behind a ?; never with a password")
    String url();

    @AttributeDefinition(description = "The user's name at the database; empty where the address says it")
    String user() default "";

    @AttributeDefinition(description = "Where the password is: env:NAME or file:path; never the password itself;"
            + " empty where the database asks for none", type = AttributeType.PASSWORD)
    String password() default "";

    @AttributeDefinition(description = "Whether gifts are kept here; false where a ledger in SQLite is to be moved")
    boolean use() default true;

    @AttributeDefinition(description = "The ledger in SQLite that groundswell:migrate moves")
    String from() default "data/ledger/ledger.db";

    @AttributeDefinition(description = "Commands that may wait for the database; more are refused", min = "1",
            max = "1000000")
    int maxWaiting() default 10000;

    @AttributeDefinition(description = "Commands that share one commit at most", min = "1", max = "1000")
    int maxBatch() default 200;

    @AttributeDefinition(description = "Connections for reading", min = "1", max = "64")
    int readers() default 4;

    @AttributeDefinition(description = "Milliseconds between two looks at what other nodes have written", min = "50",
            max = "10000")
    int lookEveryMillis() default 1000;

    @AttributeDefinition(description = "Whether nodes wake each other with LISTEN and NOTIFY, on one more connection;"
            + " false behind a pooler in transaction mode, such as PgBouncer")
    boolean listen() default true;

    @AttributeDefinition(description = "Seconds after which another node takes over the jobs of one that is not heard"
            + " of", min = "2", max = "600")
    int leaseSeconds() default 15;

    @AttributeDefinition(description = "Where the key is that all nodes are given, made by bin/groundswell node-key, with"
            + " which the database keeps what they sign links with: env:NAME or file:path; never the key itself. While"
            + " there is none, each node knows its own links only", type = AttributeType.PASSWORD)
    String nodeKey() default "env:GROUNDSWELL_NODE_KEY";

    @AttributeDefinition(description = "The folder with pg_dump and pg_restore, for bin/groundswell backup and restore; empty"
            + " for those on the path")
    String tools() default "";
}
