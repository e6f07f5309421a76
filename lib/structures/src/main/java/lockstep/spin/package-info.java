/**
 * Spin locks, from one bool to the lock that knows when to stop spinning. Chapter {@code 02-spin-lock}.
 *
 * <p>All implement {@link java.util.concurrent.locks.Lock}; none is reentrant, none has conditions. Use them as any lock:
 * <pre>{@code
 * lock.lock();
 * try {
 *     counter++;
 * } finally {
 *     lock.unlock();
 * }
 * }</pre>
 *
 * <table>
 *   <caption>Which to choose</caption>
 *   <thead>
 *   <tr><th>lock</th><th>waits by</th><th>choose it when</th></tr>
 *   </thead>
 *   <tbody>
 *   <tr><td>{@link lockstep.spin.SpinThenParkLock}</td><td>spinning a moment, then sleeping</td>
 *       <td>you don't know better. It alone stays fast when threads outnumber cores.</td></tr>
 *   <tr><td>{@link lockstep.spin.BackoffLock}</td><td>looking ever less often</td>
 *       <td>sections take nanoseconds, every thread has a core, and fairness does not matter</td></tr>
 *   <tr><td>{@link lockstep.spin.TicketLock}</td><td>spinning in line</td>
 *       <td>every thread has a core, and none may starve</td></tr>
 *   <tr><td>{@link lockstep.spin.TtasLock}</td><td>reading</td><td>you read the chapter; few threads, rarely met</td></tr>
 *   <tr><td>{@link lockstep.spin.TasLock}, {@link lockstep.spin.CasLock}</td><td>writing, or trying to</td>
 *       <td>you read the chapter; contention is all but unknown</td></tr>
 *   </tbody>
 * </table>
 *
 * <table>
 *   <caption>Turns in a unit of time, as multiples of {@code ReentrantLock}'s: 2 cores, JDK 25, median of three JVMs, by
 *       {@code LockBench}. Two threads on two cores swing by a fifth from JVM to JVM, and {@code ReentrantLock} itself by half.</caption>
 *   <thead>
 *   <tr><th></th><th>1 thread, empty section</th><th>2 threads, empty</th><th>2 threads, 75 ns</th><th>4 threads, empty</th>
 *       <th>4 threads, 75 ns</th></tr>
 *   </thead>
 *   <tbody>
 *   <tr><td>{@code synchronized}</td><td>0.8</td><td>0.5</td><td>1.4</td><td>0.2</td><td>1.0</td></tr>
 *   <tr><td>{@link lockstep.spin.TasLock}</td><td>1.8</td><td>0.5</td><td>1.7</td><td>0.1</td><td>0.5</td></tr>
 *   <tr><td>{@link lockstep.spin.CasLock}</td><td>2.0</td><td>0.5</td><td>1.7</td><td>0.2</td><td>0.6</td></tr>
 *   <tr><td>{@link lockstep.spin.TtasLock}</td><td>1.8</td><td>0.5</td><td>1.5</td><td>0.1</td><td>0.4</td></tr>
 *   <tr><td>{@link lockstep.spin.BackoffLock}</td><td>2.0</td><td>4.3</td><td>1.7</td><td>0.8</td><td>0.6</td></tr>
 *   <tr><td>{@link lockstep.spin.TicketLock}</td><td>1.6</td><td>0.3</td><td>0.8</td><td>0.0</td><td>0.0</td></tr>
 *   <tr><td>{@link lockstep.spin.SpinThenParkLock}</td><td>1.0</td><td>2.6</td><td>1.7</td><td>1.2</td><td>1.1</td></tr>
 *   </tbody>
 * </table>
 *
 * <p>The 1.7 is a ceiling: sections of 75 ns, one after another, allow 15 to 19 turns a microsecond here, and every lock with
 * a 1.7 makes 14.5. {@code SpinThenParkLock} pays for knowing its holder and its sleepers with a second atomic
 * read-modify-write, as {@code ReentrantLock} does; hence the 1.0.
 *
 * <p>A spinning thread keeps its core. Where threads may outnumber cores (a laptop under load, a container with one
 * CPU, virtual threads, whose carriers it blocks) a thread that spins may keep the holder itself from running: take
 * {@code SpinThenParkLock}, or {@link java.util.concurrent.locks.ReentrantLock} if you need conditions, fairness or
 * reentrance.
 *
 * <p>None pads its fields against false sharing. A lock mostly lies beside the data that it guards, and its holder needs
 * that cache line next. For many busy locks in one array, put something between them.
 *
 * <p>Sources: M. Bos, Rust Atomics and Locks, O'Reilly 2023, chapter 4 and 9; L. Rudolph and Z. Segall, ISCA 1984;
 * T. E. Anderson, IEEE TPDS 1(1), 1990; J. M. Mellor-Crummey and M. L. Scott, ACM TOCS 9(1), 1991; M. Herlihy and
 * N. Shavit, The Art of Multiprocessor Programming, chapter 7; the JDK's documentation of {@code VarHandle},
 * {@code LockSupport} and {@code Lock}; D. Lea, Using JDK 9 memory order modes, 2018.
 */
package lockstep.spin;
