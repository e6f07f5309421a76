/**
 * Every schedule that matters, every missing release found, on any hardware: a model checker for small concurrent Java programs.
 * (Chapters 01 and 02 use it in the open; all later ones by way of their checks.)
 *
 * <p>A scenario is run again and again, each time under another schedule. Its threads take turns, one step at a time, and the search decides who goes next
 * and what a weak load sees. Access modes count as what Java promises, not as what this machine does: a lock whose {@code unlock} uses {@code setOpaque} is refused
 * on x86 too.
 *
 * <h2>One that fails</h2>
 *
 * <pre>{@code
 * class MyLock {
 *   private final AtomicBoolean locked = new AtomicBoolean();
 *   void lock()   { while (locked.getAndSet(true)) Thread.onSpinWait(); }
 *   void unlock() { locked.setOpaque(false); }
 * }
 *
 * Verdict verdict = Interleave.explore(() -> {
 *   var lock = new MyLock();
 *   var count = new int[1];
 *   Action add = () -> { lock.lock(); count[0]++; lock.unlock(); };
 *   Interleave.together(add, add);
 * });
 * }</pre>
 *
 * <pre>
 * DATA RACE under this schedule:
 *
 *      T1                              T2
 *   1  locked.getAndSet(true) → false                                  MyLock:3
 *   2  count[0] → 0                                                    MyTest:12
 *   3  count[0] = 1                                                    MyTest:12  ← data race
 *   4  locked.setOpaque(false)                                         MyLock:4
 *   5                                  locked.getAndSet(true) → false  MyLock:3   ← orders nothing: the store it sees has no release
 *   6                                  count[0]                        MyTest:12  ← data race
 *
 * T1 writes count[0] (MyTest:12) and T2 reads it (MyTest:12), and nothing orders the two. T2 sees, by locked.getAndSet(true) (MyLock:3), what T1
 * stored by locked.setOpaque(false) (MyLock:4), but that store has no release.
 *
 * (found after 3 executions, 9 ms; replay: "0")
 * </pre>
 *
 * <h2>One that passes</h2>
 *
 * <p>With {@code locked.setRelease(false)}: <i>no mistake found: all schedules with at most 3 preemptions and 2 weak steps (81 executions, 20 ms)</i>. In JUnit 5 the
 * body of a test is the scenario: see {@link lockstep.interleave.junit.Interleaved}. Claims beyond assertions: {@link lockstep.interleave.Invariant},
 * {@link lockstep.interleave.Linearizable}, {@link lockstep.interleave.Progress}, {@link lockstep.interleave.Region}. A {@link lockstep.interleave.Verdict} is text, picture
 * and data.
 *
 * <h2>How it works, in the order to read it</h2>
 *
 * <ol>
 * <li>{@code memory}: what an access mode does. Start with {@link lockstep.interleave.memory.AccessMode} and its five small subclasses; then
 *     {@link lockstep.interleave.memory.Location}.
 * <li>{@code schedule}: who goes next. {@link lockstep.interleave.schedule.Execution} is one run, {@link lockstep.interleave.schedule.Path} the choices it makes,
 *     {@link lockstep.interleave.schedule.Explorer} the search over all of them.
 * <li>{@code weave}: how ordinary classes come to call all this. {@link lockstep.interleave.weave.WeavingLoader} loads them rewritten; {@code Calls} says what is done
 *     with each call of the library, and refuses what is not modelled.
 * <li>{@code model}: the library's own classes, remade: atomics, VarHandles, monitors, threads, locks.
 * <li>{@code report}: the failing schedule in the learner's words.
 * </ol>
 *
 * <h2>What is explored</h2>
 *
 * <ul>
 * <li>Every interleaving of the steps that threads can notice of each other, up to a number of preemptions. Between such steps a thread is not interrupted: on plain
 *     fields it could only race, and a race is reported wherever it stands. Giving back a lock of {@code java.util.concurrent.locks} is such a step only in programs that look
 *     whether one is busy without waiting for it ({@code tryLock}, {@code isLocked}, {@code tryOptimisticRead}): no other program can tell.
 * <li>Loads that see older stores, wherever coherence, happens-before and the order of volatile accesses let them; stores that fall in behind others (2+2W, R and S are found).
 * <li>Read-modify-writes that see a store which is not the newest, where no other update has: another thread's release store may still be on its way. So a lock that
 *     frees by {@code setRelease} and then looks for sleepers is seen to lose a wake-up, as it does on x86.
 * <li>Weak compare-and-sets that fail for no reason; strong ones that fail on a stale value; {@code park}, {@code wait} and {@code await} that return for no reason; waits
 *     that time out early. Such surprises are bounded apart from preemptions: "weak steps".
 * <li>Which of several waiting threads a {@code notify} wakes.
 * </ul>
 *
 * <p>What counts as order: program order; release (or stronger) read by acquire (or stronger), also through a chain of read-modify-writes, but not through a later plain
 * store of the same thread; volatile stores with all later volatile loads of that variable; fences; monitors and locks; start and join; interrupts; class
 * initialization; the end of a constructor for its final fields and what is reached through them, unless the constructor gave the object away before; and what {@code java.util.concurrent} documents of its classes. Not: {@code park}
 * and {@code unpark}, sleeping, yielding, thread priorities, or luck.
 *
 * <h2>What is not explored</h2>
 *
 * <ul>
 * <li><b>Load buffering</b>: a load that sees a store which comes later in the run. Java allows it in opaque mode (and hardware may show it). Each thread runs in program
 *     order here, so a mistake that needs it is missed. The only known ways of exploring it soundly (promises, event structures) would multiply the search; no known lock, stack or queue
 *     breaks by it alone.
 * <li>What a racy program may see. A data race ends the execution as a failure; there is no telling further.
 * <li>Loops of more than {@link lockstep.interleave.Options#patience()} unchanged rounds are not waited out while other threads could go on.
 * <li>The inside of callbacks into concurrent collections: each runs as one step. A static initializer is one step up to where it waits, or comes to another class that must be
 *     initialized; there others may go on, and two threads that begin a circle of classes from two ends are seen to wait for each other for ever. Two things of that are missed:
 *     a circle through interfaces or enums, and one through methods that an initializer calls, among classes that have no other static state than numbers.
 * <li>{@code loadLoadFence} and {@code storeStoreFence} are refused, as is every call that is not modelled, by name and line: among them {@code ThreadPoolExecutor} by its
 *     constructor, {@code AbstractQueuedSynchronizer}, {@code DelayQueue}, {@code Flow}, tasks that repeat for ever, byte buffers and their views (views of byte arrays
 *     are handled), reflection, input and output. A test goes through all public methods of {@code java.util.concurrent} and asserts that each is modelled or refused.
 * <li>How late a scheduled task or a time limit is: it may come at any time, or only when nothing else goes on. Which of several threads gets a lock is left open, also for fair ones.
 * <li>That a thread is blocked, for those who ask for its state, by a {@code synchronized} block that touches plain fields only.
 * <li>A final field of an object that its constructor gave away before its end by an opaque or plain store alone, to a thread that has nothing else of that constructor behind it: Java
 *     promises nothing there (JLS 17.5.1); here it is taken for safe. (Who gets it by anything that orders is told from those who get it later.)
 *     <br>The other way round, one right program is accused: if a constructor passes its object to a thread that does not touch it, synchronizes with that thread in its middle, sets a
 *     final field after that, and the object then reaches the same thread again by a race, which Java allows.
 * <li>Loads within an optimistic section of a {@code StampedLock} see the newest store only.
 * <li>That a library collection is read when it is made part of a string.
 * <li>More than 15 threads, and what a scenario does not do: a scenario that cannot reach a mistake passes it, truthfully.
 * </ul>
 *
 * <h2>What a verdict means</h2>
 *
 * <p>"All schedules" means all. "All schedules with at most 3 preemptions and 2 weak steps" means that and no more; most mistakes need two (Musuvathi and Qadeer, PLDI
 * 2007). "1,000 schedules, not all" means that the budget ran out before even that could be said. A program that does not do the same under the same schedule is refused.
 *
 * <p>A schedule is printed up to 140 characters wide, where a terminal has room for it; the system property {@code lockstep.width} sets another width.
 *
 * <h2>How it is tested</h2>
 *
 * <p>Besides what {@code mvn verify} runs, each from the root of the project and on a machine that does nothing else:
 *
 * <ul>
 * <li>{@code mvn -Plitmus -pl lib/interleave test}: the litmus programs under jcstress, on this machine's hardware and JIT. Nothing that it sees may be forbidden here.
 *     The table of what is allowed, forbidden, not explored and seen is {@code target/litmus/litmus.md}.
 * <li>{@code mvn -Plincheck -pl lib/interleave test-compile exec:exec}: side by side with Lincheck's model checking, time to a verdict and the ratio.
 * <li>{@code mvn -Pfigures -pl lib/interleave test-compile exec:exec}: seeded mistakes found, false alarms, time to a verdict, executions a second, heap.
 * </ul>
 */
package lockstep.interleave;
