package lockstep.harness.child;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The thread that tells the parent that the child is alive, ends a property that takes too long, and says where its
 * threads stand.
 */
final class Watchdog extends Thread {

    private static final int TICK_MILLIS = 50;
    private static final int BEAT_TICKS = 5;

    /** A machine that stood still, or gave this thread no processor, has not let the others run either: so much counts. */
    private static final long LONGEST_TICK_NANOS = 4 * TICK_MILLIS * 1_000_000L;

    /** So often in a tick is a thread that seems alone in the answer looked at. */
    private static final int LOOKS = 5;

    /** A thread that is alone in the answer can be released by nobody: this is long for any single call. */
    private static final long ALONE_NANOS = 1_000_000_000L;

    /** The same for a thread that does not even sleep or wait, but computes. */
    private static final long ALONE_AND_RUNNING_NANOS = ALONE_NANOS / 2;

    /** So many ticks in which no thread could run are no starvation but a deadlock. */
    private static final int IDLE_TICKS = 4;

    /** The same if a thread naps between its looks: when its nap is over and no processor is free, it still seems asleep. */
    private static final int NAPPING_TICKS = 20;

    /** So many ticks in which every thread waited for another are a deadlock, whatever the limit. */
    private static final int WAITING_TICKS = 15;

    /** After so many ticks in which no thread was anywhere but in the answer, or waiting, half the limit is enough. */
    private static final int WITHIN_TICKS = 8;

    /** A starved process may take so many times its limit without a sign of progress, and so many times with. */
    private static final int PATIENCE = 6;
    private static final int MOST = 20;

    private final Channel channel;
    /** The threads that were there before any check or answer was loaded. */
    private final Set<Thread> own = new HashSet<>();
    private volatile Set<String> answer = Set.of();
    private volatile StuckThreads stuck;
    private int current = -1;
    private volatile boolean progressed;
    private boolean running;
    private LongSupplier comesOn = () -> 0;
    private long cameOn;
    private long limit;
    private long ticked;
    private final Streak underWay = new Streak();
    private final Streak stalled = new Streak();
    private final Streak idle = new Streak();
    private final Streak waiting = new Streak();
    private final Streak within = new Streak();
    private final Streak alone = new Streak();

    Watchdog(Channel channel) {
        super("lockstep watchdog");
        this.channel = channel;
        setDaemon(true);
        setPriority(MAX_PRIORITY);
    }

    /** Another answer begins, on the calling thread. */
    synchronized void take(Job job) {
        answer = Set.copyOf(job.answer());
        if (own.isEmpty()) {
            own.addAll(Thread.getAllStackTraces().keySet());
            own.add(this);
        }
        stuck = new StuckThreads(this::isAnswer, job.stages().get(0).classes(), own);
        current = -1;
    }

    /** Whether the class of this name belongs to the answer. */
    boolean isAnswer(String className) {
        int lambda = className.indexOf("$$Lambda");
        return answer.contains(lambda < 0 ? className : className.substring(0, lambda));
    }

    /**
     * A property begins.
     *
     * @param progress a number that changes as it comes on
     */
    synchronized void begin(int index, int seconds, LongSupplier progress) {
        current = index;
        comesOn = progress;
        cameOn = progress.getAsLong();
        limit = seconds * 1_000_000_000L;
        running = true;
        underWay.end();
        progress();
    }

    /** The property under way has come a step further, and its time begins anew. */
    void progress() {
        progressed = true; // for the next tick: a check may say so in each of many rounds
    }

    /** A property has ended. False if it was called hung already. */
    synchronized boolean end() {
        boolean inTime = running;
        running = false;
        return inTime;
    }

    /** The property under way. */
    synchronized int current() {
        return current;
    }

    @Override
    public void run() {
        for (int tick = 0; ; tick++) {
            try {
                rest();
                if (tick % BEAT_TICKS == 0) {
                    channel.send(Message.of(Message.BEAT));
                }
                if (isOver()) {
                    List<String> fields = new ArrayList<>(List.of("" + current()));
                    fields.addAll(stuck.describe());
                    channel.send(new Message(Message.HUNG, fields));
                    Runtime.getRuntime().halt(0);
                }
            } catch (InterruptedException e) {
                // by the answer; nothing to do with us
            } catch (OutOfMemoryError e) {
                // the answer has eaten all; the next tick may find some left
            }
        }
    }

    /** Waits for the next tick. A check that calls the answer again and again is seen to come out of it meanwhile. */
    private void rest() throws InterruptedException {
        for (int i = 0; i < LOOKS; i++) {
            Thread.sleep(TICK_MILLIS / LOOKS);
            lookAtMain();
        }
    }

    private synchronized void lookAtMain() {
        if (alone.ticks() > 0 && !stuck.isMainWithin()) {
            alone.end();
            within.end();
        }
    }

    /**
     * Whether the time is up. On a busy machine the clock alone would be unjust: while threads could run and they
     * together got less than half a processor, it may go on for a while.
     */
    private synchronized boolean isOver() {
        long now = System.nanoTime();
        long passed = Math.min(now - ticked, LONGEST_TICK_NANOS);
        ticked = now;
        if (!running) {
            return false;
        }
        long comes = comesOn.getAsLong();
        if (progressed || cameOn != comes) {
            progressed = false;
            cameOn = comes;
            List.of(stalled, idle, waiting, within, alone).forEach(Streak::end);
        }
        Sight sight = stuck.look();
        long cpu = cpu();
        underWay.tick(true, passed, cpu);
        stalled.tick(true, passed, cpu);
        waiting.tick(sight.allWait(), passed, cpu);
        within.tick(sight.allWithin(), passed, cpu);
        alone.tick(sight.isMainAlone(), passed, cpu);
        long mostAlone = Math.min(limit, within.ticks() > 0 ? ALONE_AND_RUNNING_NANOS : ALONE_NANOS);
        long most = within.ticks() >= WITHIN_TICKS ? limit / 2 : limit;
        boolean late = alone.nanos() >= mostAlone || stalled.nanos() >= most;
        idle.tick(late && !sight.anyRunnable(), passed, cpu);
        boolean deadlocked = waiting.ticks() >= WAITING_TICKS && stalled.nanos() >= Math.min(limit, ALONE_NANOS)
                || idle.ticks() >= (sight.anyNaps() ? NAPPING_TICKS : IDLE_TICKS);
        running = !deadlocked && !isUp(alone, mostAlone) && !isUp(stalled, most)
                && (!late || underWay.nanos() < MOST * limit);
        return !running;
    }

    /** Whether something has been so for this long, with a processor, or for much longer without one. */
    private boolean isUp(Streak streak, long most) {
        return streak.nanos() >= most && (streak.cpu() >= most / 2 || streak.nanos() >= PATIENCE * limit);
    }

    /**
     * What the threads that are alive have computed. Not the process: its compilers may be busy for seconds with what ran
     * before, while a thread of the answer waits for them and for a processor.
     */
    private static long cpu() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (long id : threads.getAllThreadIds()) {
            sum += Math.max(0, threads.getThreadCpuTime(id)); // -1: has just ended
        }
        return sum;
    }

    /** The frames of the thread that is ending this JVM. */
    Message whoExits() {
        for (Map.Entry<Thread, StackTraceElement[]> entry : Thread.getAllStackTraces().entrySet()) {
            boolean exits = false;
            for (StackTraceElement frame : entry.getValue()) {
                exits |= frame.getClassName().equals("java.lang.Shutdown");
                if (exits && isAnswer(frame.getClassName())) {
                    return Message.of(Message.EXIT, StuckThreads.where(frame));
                }
            }
        }
        return Message.of(Message.EXIT);
    }

    /** Whether a thread of the trial or of the answer's own lives on, some time after the last property. */
    boolean anyoneStays() throws InterruptedException {
        for (int i = 0; i < 5 && stuck.look().anyBesideMain(); i++) {
            Thread.sleep(20);
        }
        return stuck.look().anyBesideMain();
    }

    /** One line for each thread that the answer started and that still runs its code. */
    List<String> leftRunning() throws InterruptedException {
        List<String> left = stuck.strays();
        for (int i = 0; i < 15 && !left.isEmpty(); i++) {
            Thread.sleep(20);
            left = stuck.strays();
        }
        return left;
    }
}
