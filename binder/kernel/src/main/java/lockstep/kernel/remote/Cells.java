package lockstep.kernel.remote;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.Callable;
import jdk.jshell.execution.DirectExecutionControl;

/**
 * JShell's hand in this process: loads the classes it compiled, and runs them on the {@link CellThread}.
 *
 * <p>Results stay here as objects. JShell gets a number for each; the kernel asks for the last one's
 * forms by {@link #RENDER} when it is a cell's result, so that {@code toString} is called for what is
 * shown and for nothing else, and on the learner's thread, where it can be interrupted.
 */
final class Cells extends DirectExecutionControl {

    /** Extension command: the {@link Bundle} of the result with the number given, null for null. */
    static final String RENDER = "lockstep.render";

    /** Extension command: answers at once, which shows that this process lives. */
    static final String PING = "lockstep.ping";

    /** Extension command: a snippet's number, and how many lines of its cell come before it. */
    static final String LINES = "lockstep.lines";

    /** The system property that says so to whoever shows lines of cells; the number of the snippet follows. */
    private static final String LINES_BEFORE = "lockstep.cell.lines.before.";

    private static final double FULL = 0.9;
    static final int EXIT_MEMORY_FULL = 87;

    private final ThreadGroup group;
    private final ClassLoader loader;
    private volatile CellThread thread;
    private int results;
    private Object last;

    Cells(ThreadGroup group) {
        this.group = group;
        // The super constructor made JShell's class loader this thread's; a cell's thread has the same.
        this.loader = Thread.currentThread().getContextClassLoader();
        this.thread = newThread();
    }

    /** The thread on which the learner's cell runs. */
    CellThread thread() {
        return thread;
    }

    @Override
    protected String invoke(Method doIt) throws Exception {
        last = null;
        last = onCellThread(() -> doIt.invoke(null));
        return String.valueOf(++results);
    }

    @Override
    public Object extensionCommand(String command, Object argument)
            throws RunException, EngineTerminationException, InternalException {
        if (command.equals(PING)) {
            return null;
        }
        if (command.equals(LINES)) {
            String[] words = ((String) argument).split(" ");
            System.setProperty(LINES_BEFORE + words[0], words[1]);
            return null;
        }
        if (!command.equals(RENDER)) {
            return super.extensionCommand(command, argument);
        }
        Object value = last;
        last = null;
        if (value == null || !argument.equals(String.valueOf(results))) {
            return null;
        }
        try {
            return onCellThread(() -> Display.render(value));
        } catch (RunException stopped) {
            throw stopped;
        } catch (Throwable thrown) {
            return throwConvertedInvocationException(thrown);
        }
    }

    /** A cell that dies of a full memory leaves it full if its variables hold on to it: then nothing works here. */
    private static void endIfMemoryIsFull(Throwable thrown) {
        if (thrown instanceof InvocationTargetException) {
            thrown = thrown.getCause();
        }
        if (thrown instanceof OutOfMemoryError) {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            if (runtime.totalMemory() - runtime.freeMemory() > FULL * runtime.maxMemory()) {
                runtime.halt(EXIT_MEMORY_FULL);
            }
        }
    }

    private Object onCellThread(Callable<?> work) throws Exception {
        if (thread.isRetired()) {
            thread = newThread();
        }
        try {
            return thread.call(work);
        } catch (CellStopped stopped) {
            throw new StoppedException();
        } catch (Exception | Error thrown) {
            endIfMemoryIsFull(thrown);
            throw thrown;
        }
    }

    private CellThread newThread() {
        CellThread fresh = new CellThread(group);
        fresh.setContextClassLoader(loader);
        fresh.start();
        return fresh;
    }
}
