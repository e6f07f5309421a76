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
 * <table>
 *   <caption>Which to choose</caption>
 *   <thead>
 *   <tr><th>queue</th><th>holds</th><th>choose it when</th></tr>
 *   </thead>
 *   <tbody>
 *   <tr><td>{@link lockstep.queue.SegQueue}</td><td>what memory holds</td>
 *       <td>you need a {@link java.util.Queue}, and nobody must ever wait for a thread that stands still</td></tr>
 *   <tr><td>{@link lockstep.queue.UnboundedQueue}</td><td>what memory holds</td><td>there is an end to tell: it can be closed</td></tr>
 *   <tr><td>{@link lockstep.queue.BoundedQueue}</td><td>so many</td>
 *       <td>the pushing side must be held back, or the oldest displaced</td></tr>
 *   <tr><td>{@link lockstep.queue.SingleQueue}</td><td>one</td><td>one element is handed over, or only the newest counts</td></tr>
 *   <tr><td>{@link lockstep.queue.BlockingAdapter}</td><td>as the one in it</td><td>threads would rather sleep than come again</td></tr>
 *   </tbody>
 * </table>
 *
 * <table>
 *   <caption>Pairs of offer and poll in a unit of time, as multiples of a peer's: 2 cores, JDK 25, by {@code QueueBench}, one JVM
 *       each, three for {@code BoundedQueue}. {@code Xadd} and {@code MpmcArray} are JCTools' queues. Where it says &ndash;, others used the machine</caption>
 *   <thead>
 *   <tr><th></th><th>of</th><th>1 thread</th><th>2 threads</th><th>4 threads</th><th>1 that offers, 1 that polls</th></tr>
 *   </thead>
 *   <tbody>
 *   <tr><td>{@link lockstep.queue.SegQueue}</td><td>{@code ConcurrentLinkedQueue}</td><td>2.0</td><td>7.0</td><td>&ndash;</td><td>5.0</td></tr>
 *   <tr><td></td><td>{@code Xadd}</td><td>1.6</td><td>5.9</td><td>&ndash;</td><td>3.7</td></tr>
 *   <tr><td>{@link lockstep.queue.UnboundedQueue}</td><td>{@code ConcurrentLinkedQueue}</td><td>1.1</td><td>5.7</td><td>1.6</td><td>1.4</td></tr>
 *   <tr><td></td><td>{@code Xadd}</td><td>0.9</td><td>4.8</td><td>&ndash;</td><td>1.1</td></tr>
 *   <tr><td>{@link lockstep.queue.BoundedQueue}</td><td>{@code MpmcArray}</td><td>0.9</td><td>4.8</td><td>&ndash;</td><td>0.2</td></tr>
 *   <tr><td></td><td>{@code ArrayBlockingQueue}</td><td>1.7</td><td>2.5</td><td>&ndash;</td><td>1.4</td></tr>
 *   <tr><td>{@link lockstep.queue.SingleQueue}</td><td>{@code ArrayBlockingQueue} of 1</td><td>2.5</td><td>4.1</td><td></td><td>12</td></tr>
 *   </tbody>
 * </table>
 *
 * <p>Read the columns of more than one thread as "several times", no more: from JVM to JVM the numbers of two threads swing by
 * half, ours and the peers'. {@code BoundedQueue} with one thread on each side is slow where the two run side by side: a fifth of
 * {@code MpmcArray}; where they take turns on a busy machine, 0.7 to 1.0.
 * The gain is the backoff's, and is paid in turns: a thread does a hundred pairs in a row before the other has its own. Over
 * half a second no thread of two had more than two thirds of them. With more cores, queues that count up by fetch-and-add gain ground, as they never fail.
 *
 * <p>With one thread there is little to gain. {@code SegQueue} allocates 4 to 6 bytes a pair and {@code ConcurrentLinkedQueue}
 * 24, but both fill memory that is not in the cache yet. {@code BoundedQueue} is slower than {@code MpmcArray}: it holds
 * as many elements as it was told, and no power of 2 of them, so it looks where a lap ends; and its arrays check their bounds.
 *
 * <p>Sources: P. Ramalhete and A. Correia, Concurrency Freaks, 2016; M. M. Michael and M. L. Scott, PODC 1996; M. Herlihy and
 * N. Shavit, The Art of Multiprocessor Programming, chapter 10; crossbeam's {@code SegQueue}; the Rust crate {@code concurrent-queue}; the JDK's
 * {@code ConcurrentLinkedQueue}.
 */
package lockstep.queue;
