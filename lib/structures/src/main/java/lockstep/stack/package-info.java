/**
 * Stacks that many threads share without a lock. Chapter {@code 05-stack}.
 *
 * <table>
 *   <caption>Which to choose</caption>
 *   <thead>
 *   <tr><th>stack</th><th>who loses</th><th>choose it when</th></tr>
 *   </thead>
 *   <tbody>
 *   <tr><td>{@link lockstep.stack.EliminationStack}</td><td>backs off, and may meet its match</td>
 *       <td>you don't know better</td></tr>
 *   <tr><td>{@link lockstep.stack.TreiberStack}</td><td>tries again at once</td>
 *       <td>you read the chapter; or you have very many stacks, each rarely met: it takes 16 bytes</td></tr>
 *   <tr><td>{@link lockstep.stack.ReusingStack}</td><td>tries again at once</td>
 *       <td>you read the chapter: it shows ABA, and what epochs are for</td></tr>
 *   </tbody>
 * </table>
 *
 * <table>
 *   <caption>Pairs of push and pop in a unit of time, as multiples of a peer's: 2 cores, JDK 25, by {@code StackBench}, two
 *       JVMs each. Numbers of two threads swing by a third and more</caption>
 *   <thead>
 *   <tr><th></th><th>of</th><th>1 thread</th><th>2 threads</th><th>4 threads</th></tr>
 *   </thead>
 *   <tbody>
 *   <tr><td>{@link lockstep.stack.EliminationStack}</td><td>{@code ConcurrentLinkedDeque}</td><td>3.7</td><td>9.9</td><td>6.7</td></tr>
 *   <tr><td></td><td>{@link lockstep.stack.TreiberStack}</td><td>1.2</td><td>4.4</td><td>2.5</td></tr>
 *   <tr><td>{@link lockstep.stack.ReusingStack}</td><td>{@code ConcurrentLinkedDeque}</td><td>0.5</td><td>0.5</td><td>0.6</td></tr>
 *   </tbody>
 * </table>
 *
 * <p>The 1.2 is not elimination, which one thread never meets, and not to be relied on: uncontended, both do the same.
 *
 * <p>Choose a queue of {@code lockstep.queue} where order of arrival matters, and
 * {@link java.util.concurrent.ConcurrentLinkedDeque} where you need both ends, {@code remove} or {@code size}. A stack
 * serves the newest first: right for pools of things that are warm in the cache, wrong where the oldest must not
 * starve.
 *
 * <p>None of them waits for an element. Who must, may spin for a moment and then sleep, or take a
 * {@link java.util.concurrent.BlockingDeque}.
 *
 * <p>Sources: R. K. Treiber, IBM RJ 5118, 1986; D. Hendler, N. Shavit and L. Yerushalmi, SPAA 2004; M. Herlihy and
 * N. Shavit, The Art of Multiprocessor Programming, chapter 11; K. Fraser, Practical lock-freedom, 2004; Rust's
 * {@code lockfree} and {@code crossbeam} crates.
 */
package lockstep.stack;
