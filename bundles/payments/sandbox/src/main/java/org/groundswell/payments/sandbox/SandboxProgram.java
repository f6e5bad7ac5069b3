package org.groundswell.payments.sandbox;

import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import org.groundswell.shared.options.OptionParser;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code bin/groundswell sandbox}: the sandbox as a gateway of its own, until it is ended. */
public final class SandboxProgram {
    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    private static final int REFUSED = 78;
    /** Connections that the system keeps until they are taken. */
    private static final int WAITING = 1_024;

    private SandboxProgram() {
    }

    /** What may be typed. */
    @Command(name = "sandbox", description = "Runs the test gateway in a process of its own, for several nodes, until Ctrl-C.")
    private static final class Typed {
        @Option(names = "--host", paramLabel = "ADDRESS", defaultValue = "127.0.0.1",
                description = "where to listen: nodes and donors reach it there (default: ${DEFAULT-VALUE})")
        private String host;
        @Option(names = "--port", paramLabel = "PORT", defaultValue = "8090", description = "(default: ${DEFAULT-VALUE})")
        private int port;
        @Option(names = {"-h", "--help"}, usageHelp = true, description = "say this")
        private boolean help;
    }

    /** @param arguments the file of its settings, its folder, and what the user typed */
    public static void main(String[] arguments) {
        var typed = new Typed();
        CommandLine parser = OptionParser.of(typed);
        try {
            parser.parseArgs(Arrays.copyOfRange(arguments, 2, arguments.length));
            if (parser.isUsageHelpRequested()) {
                parser.usage(System.out);
                return;
            }
            run(Path.of(arguments[0]), Path.of(arguments[1]), typed);
        } catch (ParameterException e) {
            end(MISUSED, OptionParser.problem(e) + " (sandbox --help lists what can be asked)");
        } catch (IllegalArgumentException e) {
            end(REFUSED, e.getMessage());
        } catch (BindException e) {
            end(FAILED, "nobody can listen at " + typed.host + ":" + typed.port + " (" + e.getMessage()
                    + "): end who does, or say --port with another one");
        } catch (IOException e) {
            end(FAILED, e.toString());
        }
    }

    private static void run(Path settings, Path folder, Typed typed) throws IOException {
        // Whoever has the port has the book, too.
        var entrance = new ServerSocket();
        entrance.bind(ListenAddress.of(typed.host, typed.port), WAITING);
        var sandbox = new Sandbox(folder, new HabitsFile(settings), Clock.systemUTC());
        var server = new GatewayServer(entrance, sandbox);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server, sandbox), "sandbox-end"));
        server.start();
        System.out.println("The sandbox listens. Give each node a copy of its key, " + KeyFile.in(folder)
                + ", and say in its conf/org.groundswell.payments.sandbox.gateway.cfg:\n"
                + "  address = " + ListenAddress.url(typed.host, server.port()) + "\n  key = file:secrets/sandbox.key");
    }

    private static void close(GatewayServer server, Sandbox sandbox) {
        try {
            server.close();
            sandbox.close();
        } catch (IOException e) {
            System.err.println("sandbox: " + e);
        }
    }

    private static void end(int status, String why) {
        System.err.println("sandbox: " + why);
        System.exit(status);
    }
}
