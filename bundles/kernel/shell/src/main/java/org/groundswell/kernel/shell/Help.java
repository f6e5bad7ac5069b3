package org.groundswell.kernel.shell;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * Gogo explains a command when it is asked {@code help scope:command}; people ask {@code scope:command --help}, and a
 * command that hears it for an argument may do its work. Gogo knows those that are Java methods; what is a
 * {@link Function} (each with a hyphen in its name is) is explained by the {@link Descriptor} of its class.
 */
final class Help {
    private static final Pattern ASKED = Pattern.compile("\\s*(?:help\\s+)?(?:([\\w.-]+):)?([\\w.-]+)(\\s+(?:--help|-h|-\\?))?\\s*");
    private static final String OURS = "groundswell";
    private static final String LIST = "help";

    private final BundleContext context;

    Help(BundleContext context) {
        this.context = context;
    }

    /** What a line asks to have explained; empty where it asks for something else, or of what others have in their scopes. */
    static Optional<Command> asked(String line) {
        Matcher asked = ASKED.matcher(line);
        boolean isHelp = asked.matches() && (asked.group(3) != null || line.strip().startsWith("help "));
        return isHelp ? Optional.of(new Command(asked.group(1) == null ? OURS : asked.group(1), asked.group(2))) : Optional.empty();
    }

    /** The command to give in a line's place: where it asks for help, Gogo's, as long as there is such a command. */
    String wanted(String line) {
        return asked(line).filter(command -> find(command).findAny().isPresent())
                .map(command -> "help " + command.scope() + ":" + command.name()).orElse(line);
    }

    /** What a line asks to have explained and Gogo cannot. */
    Optional<String> explained(String line) {
        return asked(line).flatMap(command -> find(command).map(context::getService).filter(Function.class::isInstance)
                .findFirst().map(function -> text(command, function.getClass().getAnnotation(Descriptor.class))));
    }

    /** The commands that are missing in Gogo's list of all. */
    Optional<String> unlisted(String line) {
        return line.strip().equals(LIST) ? Optional.of(find(new Command(OURS, "*"))
                .filter(reference -> context.getService(reference) instanceof Function)
                .flatMap(reference -> names(reference.getProperty(CommandProcessor.COMMAND_FUNCTION)))
                .map(name -> OURS + ":" + name).sorted().collect(Collectors.joining("\n"))) : Optional.empty();
    }

    private static Stream<String> names(Object function) {
        return function instanceof String[] several ? Arrays.stream(several) : Stream.of(String.valueOf(function));
    }

    static String text(Command command, Descriptor descriptor) {
        return "\n" + command.name() + " - " + (descriptor == null ? "not described" : descriptor.value()) + "\n   scope: "
                + command.scope() + "\n";
    }

    private Stream<ServiceReference<?>> find(Command command) {
        try {
            ServiceReference<?>[] found = context.getServiceReferences((String) null, "(&(" + CommandProcessor.COMMAND_SCOPE + "="
                    + command.scope() + ")(" + CommandProcessor.COMMAND_FUNCTION + "=" + command.name() + "))");
            return Stream.ofNullable(found).flatMap(Stream::of);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("names have no letters that mean something in a filter: " + command, e);
        }
    }

    /** A command of the shell. */
    record Command(String scope, String name) {
    }
}
