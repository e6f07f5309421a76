package lockstep.kernel.remote;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.stream.Collectors;

/**
 * Finds the threads that an interrupt must stop. It only looks; the kernel does the stopping, by the debug
 * interface, for no thread of ours may stop another since Java 20.
 *
 * <p>An interrupt means: what this cell started shall end, and nothing shall burn a processor. So these
 * count as running:
 * <ul>
 * <li>the cell's own thread, while it works;
 * <li>a thread that was started since the cell began and has code of the learner's (or of the course's)
 *     on its stack. An idle worker of a pool has none: it stays, and the pool keeps working;
 * <li>any other thread of the learner's that burns a processor: the cell may have given work to a pool
 *     made by an earlier cell.
 * </ul>
 * A thread that waits to enter a monitor is only counted as blocked: no exception reaches it there, and it
 * uses no processor.
 */
final class Supervisor {

    /** Read by the kernel through the debug interface. */
    private static volatile Thread[] doomed = {};
    /** Read by the kernel through the debug interface. */
    private static final CellStopped STOP = CellStopped.NOW;

    private static final long SAMPLE_MILLIS = 40;
    private static final double BURNS = 0.05;
    private static final long PATIENCE_NANOS = 250_000_000L;
    private static final String OURS = Supervisor.class.getPackageName() + ".";

    private final Cells cells;
    private final ThreadGroup system;
    private final ThreadGroup own;
    private Set<Thread> earlier = Set.of();
    /** The processor time that a thread had used when it was first told to stop. */
    private final Map<Thread, Long> usedWhenDoomed = new HashMap<>();

    Supervisor(Cells cells, ThreadGroup system, ThreadGroup own) {
        this.cells = cells;
        this.system = system;
        this.own = own;
    }

    /** A cell begins: threads that live now are not its own. */
    synchronized void begin() {
        Thread[] all = new Thread[system.activeCount() * 2 + 16];
        int count = system.enumerate(all, true);
        Map<Thread, Boolean> seen = new WeakHashMap<>();
        for (int i = 0; i < count; i++) {
            seen.put(all[i], true);
        }
        earlier = seen.keySet();
        usedWhenDoomed.clear();
        doomed = new Thread[0];
    }

    /** Looks once; takes {@value #SAMPLE_MILLIS} ms, for it measures who burns. */
    synchronized Sighting look() throws InterruptedException {
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        Map<Thread, StackTraceElement[]> stacks = Thread.getAllStackTraces();
        stacks.keySet().removeIf(thread -> thread.getThreadGroup() == system || thread.getThreadGroup() == own);
        Map<Thread, Long> before = new HashMap<>();
        stacks.keySet().forEach(thread -> before.put(thread, clock.getThreadCpuTime(thread.getId())));
        long start = System.nanoTime();
        Thread.sleep(SAMPLE_MILLIS);

        List<Thread> running = new ArrayList<>();
        int stubborn = 0;
        int blocked = 0;
        boolean mainIsBlocked = false;
        for (Map.Entry<Thread, StackTraceElement[]> entry : stacks.entrySet()) {
            Thread thread = entry.getKey();
            long used = clock.getThreadCpuTime(thread.getId());
            boolean burns = used - before.get(thread) > BURNS * (System.nanoTime() - start);
            boolean ours = isOfThisCell(thread, entry.getValue());
            if (!thread.isAlive() || !burns && !ours) {
                continue;
            }
            if (thread.getState() == Thread.State.BLOCKED && usedWhenDoomed.containsKey(thread)) {
                blocked++;
                mainIsBlocked |= thread == cells.thread();
                continue;
            }
            running.add(thread);
            long first = usedWhenDoomed.computeIfAbsent(thread, t -> used);
            if (used - first > PATIENCE_NANOS || burns && isCarrier(thread)) {
                stubborn++;
            }
        }
        finish(running, mainIsBlocked);
        String names = running.stream().map(Thread::getName).distinct().collect(Collectors.joining(", "));
        return new Sighting(running.size(), stubborn, blocked, names);
    }

    private void finish(List<Thread> running, boolean mainIsBlocked) {
        CellThread main = cells.thread();
        if (running.contains(main)) {
            main.retire();
        } else if (running.isEmpty() && mainIsBlocked) {
            main.giveUp();
        }
        doomed = running.toArray(new Thread[0]);
    }

    private boolean isOfThisCell(Thread thread, StackTraceElement[] stack) {
        if (thread == cells.thread()) {
            return cells.thread().isBusy();
        }
        return !earlier.contains(thread) && hasLearnersCode(stack);
    }

    private static boolean hasLearnersCode(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            if (frame.getModuleName() == null && !frame.getClassName().startsWith(OURS)) {
                return true;
            }
        }
        return false;
    }

    /** A virtual thread's code cannot be stopped from outside while its carrier runs it. */
    private static boolean isCarrier(Thread thread) {
        return thread.getClass().getName().equals("jdk.internal.misc.CarrierThread");
    }
}
