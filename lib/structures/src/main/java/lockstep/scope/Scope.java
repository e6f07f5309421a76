package lockstep.scope;

import com.google.errorprone.annotations.MustBeClosed;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that end where their block ends. Leaving the block waits for all of them, and says which failed.
 *
 * <pre>{@code
 * int[] counter = {0};
 * Lock lock = new TasLock();
 * try (Scope scope = new Scope()) {
 *     for (int i = 0; i < 2; i++) {
 *         scope.spawn("adder " + i, () -> {
 *             lock.lock();
 *             counter[0]++;
 *             lock.unlock();
 *         });
 *     }
 * }                                        // both have ended here
 * System.out.println(counter[0]);          // so this may be read
 * }</pre>
 *
 * <p>In Rust, scoped threads may borrow local variables, since the compiler knows that the threads end first. In Java any
 * thread may take any reference along; what the scope adds is that you can know it too.
 *
 * @progress {@link #close} waits for all threads. {@link #spawn} does not wait.
 * @memory What the caller did before {@code spawn} <i>happens-before</i> the body, and the body <i>happens-before</i>
 *     the return of {@code close}.
 * @linearization {@code close}: when the last thread has ended.
 * @space One small object a thread.
 * @source Rust's {@code std::thread::scope}; crossbeam's scoped threads, before it. Departures: a failure is thrown at the
 *     end of the block with its thread's name, and an interrupt of the block is passed on to its threads.
 */
public final class Scope implements AutoCloseable {

    /** What a thread does. */
    @FunctionalInterface
    public interface Body {
        /**
         * Runs.
         *
         * @throws Exception to fail; told when the scope is closed
         */
        void run() throws Exception;
    }

    /** Threads not yet joined. A thread ends after those that it spawned were added, so close() misses none. */
    private final Queue<Child> children = new ConcurrentLinkedQueue<>();
    private final AtomicInteger spawned = new AtomicInteger();
    private volatile boolean closed; // volatile: a mistaken spawn may come from any thread

    private static final class Child extends Thread {
        private final Body body;
        /** Plain: read after join. */
        private Throwable failure;

        Child(String name, Body body) {
            super(name);
            this.body = body;
        }

        @Override
        public void run() {
            try {
                body.run();
            } catch (Throwable t) { // an Error too: a failed assertion must not vanish
                failure = t;
            }
        }
    }

    /** A scope without threads. Close it, best by try-with-resources. */
    @MustBeClosed
    public Scope() {
    }

    /**
     * Starts a thread that ends before this scope does. To be called from the block, or from this scope's threads.
     *
     * @param name the thread's name, by which a failure is told
     * @param body what it does
     * @return the thread, to interrupt it, say
     * @throws IllegalStateException if this scope is closed
     */
    public Thread spawn(String name, Body body) {
        Child child = new Child(Objects.requireNonNull(name, "name"), Objects.requireNonNull(body, "body"));
        if (closed) {
            throw new IllegalStateException("this scope is closed: thread " + name + " would outlive it");
        }
        child.start(); // first: should it throw, there is nothing to join
        spawned.incrementAndGet();
        children.add(child);
        return child;
    }

    /**
     * Starts a thread with a name of its own making.
     *
     * @param body what it does
     * @return the thread
     * @throws IllegalStateException if this scope is closed
     */
    public Thread spawn(Body body) {
        return spawn("scoped thread " + (spawned.get() + 1), body);
    }

    /**
     * Waits for all threads. If the caller is interrupted meanwhile, it interrupts them all, waits on, and keeps its
     * status. Does nothing the second time.
     *
     * @throws ScopeFailedException if threads failed; it names them all
     */
    @Override
    public void close() {
        List<Child> failed = new ArrayList<>();
        boolean interrupted = false;
        for (Child child; (child = children.peek()) != null; ) {
            try {
                child.join();
                children.remove(child);
                if (child.failure != null) {
                    failed.add(child);
                }
            } catch (InterruptedException e) {
                interrupted = true;
                children.forEach(Thread::interrupt);
            }
        }
        closed = true;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (!failed.isEmpty()) {
            StringBuilder message = new StringBuilder()
                    .append(failed.size()).append(" of ").append(spawned).append(spawned.get() == 1 ? " thread" : " threads")
                    .append(" failed:");
            failed.forEach(child -> message.append("\n  ").append(child.getName()).append(": ").append(child.failure));
            ScopeFailedException report = new ScopeFailedException(message.toString(), failed.get(0).failure);
            failed.stream().skip(1).forEach(child -> report.addSuppressed(child.failure));
            throw report;
        }
    }
}
