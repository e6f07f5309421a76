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
