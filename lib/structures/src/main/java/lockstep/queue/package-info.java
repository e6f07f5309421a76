/**
 * Queues. Chapter {@code 06-queues}.
 *
 * <p>{@link lockstep.queue.SegQueue} is a {@link java.util.Queue}: unbounded, first in, first out, for any number of threads on
 * either side. It stands wherever a {@link java.util.concurrent.ConcurrentLinkedQueue} stands.
 *
 * <p>{@link lockstep.queue.ConcurrentQueue} can be closed, and tells full from closed and empty from closed: bounded, single or
 * unbounded, one class each. {@link lockstep.queue.BlockingAdapter} makes a {@link java.util.concurrent.BlockingQueue} of any of
 * them, for threads that would rather sleep.
 *
 * <p>Sources: P. Ramalhete and A. Correia, Concurrency Freaks, 2016; M. M. Michael and M. L. Scott, PODC 1996; M. Herlihy and
 * N. Shavit, The Art of Multiprocessor Programming, chapter 10; crossbeam's {@code SegQueue}; the Rust crate {@code concurrent-queue}; the JDK's
 * {@code ConcurrentLinkedQueue}.
 */
package lockstep.queue;
