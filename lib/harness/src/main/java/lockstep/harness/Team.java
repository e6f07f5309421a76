package lockstep.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntFunction;

/** Threads that start together from one gate. */
final class Team {

    /** How long the others may go on when one of them has failed. */
    private static final long GRACE_NANOS = 100_000_000;

    private final List<TrialThread> threads = new ArrayList<>();
    private final CountDownLatch ready;
    private final CountDownLatch gate = new CountDownLatch(1);

    /**
     * A team that has not started yet.
     *
     * @param shakers who disturbs each thread; null for nobody
     */
    Team(List<Trial.Body> bodies, IntFunction<Shaker> shakers) {
        ready = new CountDownLatch(bodies.size());
        for (int i = 0; i < bodies.size(); i++) {
            Trial.Body body = bodies.get(i);
            threads.add(new TrialThread("thread " + (i + 1), () -> {
                ready.countDown();
                gate.await();
                body.run();
            }, shakers.apply(i), false, -1));
        }
    }

    /** Runs all to their end, or until one has failed and a little longer. Gives the first failure, or null. */
    Throwable run() {
        try {
            threads.forEach(Thread::start);
            ready.await();
            gate.countDown();
            awaitAll();
            return failure();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** The fewest accesses that one of them made: those that a thread makes without much waiting. */
    int typicalAccesses() {
        return threads.stream().mapToInt(TrialThread::accesses).min().orElse(0);
    }

    private void awaitAll() throws InterruptedException {
        long failed = 0;
        for (TrialThread thread : threads) {
            while (thread.isAlive()) {
                if (failure() != null) {
                    failed = failed == 0 ? System.nanoTime() : failed;
                    if (System.nanoTime() - failed > GRACE_NANOS) {
                        return;
                    }
                }
                thread.join(10);
            }
        }
    }

    /** A Todo before any other failure. */
    private Throwable failure() {
        Throwable first = null;
        for (TrialThread thread : threads) {
            if (thread.failure instanceof Todo) {
                return thread.failure;
            }
            first = first == null ? thread.failure : first;
        }
        return first;
    }
}
