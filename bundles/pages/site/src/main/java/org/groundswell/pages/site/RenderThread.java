package org.groundswell.pages.site;

import com.sun.management.ThreadMXBean;
import freemarker.core.Environment;
import freemarker.core.TemplateElement;
import freemarker.core._CoreAPI;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A thread on which a template cannot go on without end. FreeMarker asks its thread at the beginning of each round of a
 * loop and of each macro whether it was interrupted ({@link _CoreAPI#addThreadInterruptedChecks}); this one takes the
 * occasion to look at what the render has used up. It fails right there, where the template's line is known.
 * {@link TemplateLooks} has it asked more often: what stands below each other may double a text each time, too.
 */
// FreeMarker marks its elements as deprecated because they are its own; nothing else knows the line.
@SuppressWarnings("deprecation")
final class RenderThread extends Thread {
    private static final long STACK_BYTES = 8 << 20;
    /** A macro that is called within a macro takes some fifteen frames: a hundred levels. */
    private static final int MOST_FRAMES = 1_500;
    private static final int MOST_OUTPUT = 2_000_000;
    /** A node has 136 MB, and a text that is put together is there twice while it grows. */
    private static final long MOST_ALLOCATED = 48 << 20;
    /** Asking for the processor's time costs a microsecond, so only every so many rounds. */
    private static final int EVERY = 16;
    /** A part may be included within itself, as a tree is. */
    private static final int MOST_TIMES = 20;
    /** Counting frames costs more, and in so many rounds no stack is full. */
    private static final int EVERY_DEPTH = 256;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private long cpuAtMost = Long.MAX_VALUE;
    private long allocatedAtMost = Long.MAX_VALUE;
    private int rounds;
    /** Why this render is over, also where the template goes on as if nothing was ({@code <#attempt>}). */
    private RenderLimitException exceeded;

    RenderThread(Runnable task, int number) {
        super(null, task, "render-" + number, STACK_BYTES);
        setDaemon(true);
    }

    /** From now on the limits count anew. To be called on this thread. */
    void begin(Duration cpu) {
        cpuAtMost = THREADS.getCurrentThreadCpuTime() + cpu.toNanos();
        allocatedAtMost = THREADS.getCurrentThreadAllocatedBytes() + MOST_ALLOCATED;
        rounds = 0;
        exceeded = null;
    }

    void end() {
        exceeded = null;
        cpuAtMost = Long.MAX_VALUE;
        allocatedAtMost = Long.MAX_VALUE;
    }

    /** @throws RenderLimitException if the render that runs on this thread has gone too far */
    @Override
    public boolean isInterrupted() {
        if (Thread.currentThread() == this && cpuAtMost != Long.MAX_VALUE) {
            look();
        }
        return super.isInterrupted();
    }

    /** @throws RenderLimitException if a page has become this long */
    static void checkLength(int chars) {
        if (chars > MOST_OUTPUT) {
            throw limit("makes a page of more than " + MOST_OUTPUT + " characters");
        }
    }

    private void look() {
        if (exceeded != null) {
            throw exceeded;
        }
        rounds++;
        if (rounds % EVERY == 0 && THREADS.getCurrentThreadCpuTime() > cpuAtMost) {
            throw limit("takes too long: a loop without an end?");
        }
        // A text that is put behind itself doubles in each round.
        if (THREADS.getCurrentThreadAllocatedBytes() > allocatedAtMost) {
            throw limit("makes more than a page may need (" + (MOST_ALLOCATED >> 20) + " MB of memory): a list that is too long, or"
                    + " lists within lists?");
        }
        if (rounds % EVERY_DEPTH == 0
                && StackWalker.getInstance().walk(frames -> frames.limit(MOST_FRAMES).count()) == MOST_FRAMES) {
            throw limit("is nested more than a hundred levels deep: a macro that calls itself?");
        }
    }

    /** @return to be thrown where it is met; this thread renders nothing more until it begins anew */
    static RenderLimitException limit(String message) {
        RenderLimitException limit = located(message);
        if (Thread.currentThread() instanceof RenderThread thread) {
            thread.exceeded = limit;
        }
        return limit;
    }

    private static RenderLimitException located(String message) {
        TemplateElement[] stack = stack();
        Optional<TemplateElement> again = includedAgain(stack);
        if (again.isPresent()) {
            return new RenderLimitException("includes a template that is being included already, and so on without an end",
                    again.get().getTemplate().getSourceName(), again.get().getBeginLine());
        }
        for (TemplateElement each : stack) {
            if (each.getBeginLine() > 0) {
                return new RenderLimitException(message, each.getTemplate().getSourceName(), each.getBeginLine());
            }
        }
        return new RenderLimitException(message, "", 0);
    }

    /** Whatever else is repeated by it, and wherever the limit was met. */
    private static Optional<TemplateElement> includedAgain(TemplateElement[] stack) {
        List<TemplateElement> includes = Stream.of(stack).filter(each -> each.getDescription().startsWith("#include")).toList();
        return includes.stream().filter(each -> includes.stream().filter(other -> other.getBeginLine() == each.getBeginLine()
                && other.getTemplate().getSourceName().equals(each.getTemplate().getSourceName())).count() > MOST_TIMES).findFirst();
    }

    private static TemplateElement[] stack() {
        Environment environment = Environment.getCurrentEnvironment();
        TemplateElement[] stack = environment == null ? null : _CoreAPI.getInstructionStackSnapshot(environment);
        return stack == null ? new TemplateElement[0] : stack;
    }
}
