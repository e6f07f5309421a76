/**
 * Queues. Chapter {@code 06-queues}.
 *
 * <p>{@link lockstep.queue.SegQueue} is a {@link java.util.Queue}: unbounded, first in, first out, for any number of threads on
 * either side. It stands wherever a {@link java.util.concurrent.ConcurrentLinkedQueue} stands.
 *
 * <p>Sources: P. Ramalhete and A. Correia, Concurrency Freaks, 2016; M. M. Michael and M. L. Scott, PODC 1996; M. Herlihy and
 * N. Shavit, The Art of Multiprocessor Programming, chapter 10; crossbeam's {@code SegQueue}; the JDK's
 * {@code ConcurrentLinkedQueue}.
 */
package lockstep.queue;
