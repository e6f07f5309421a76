/**
 * Every class of this library under every schedule within bounds, by {@code lockstep.interleave}, and mutants of every class:
 * its own source with one mistake put in (an access mode weaker, a line dropped, two lines swapped), each of which one of the
 * class's scenarios must find, as a failure of the kind that the mutant names.
 *
 * <p>What passing proves: with two threads and at most 3 preemptions and 2 weak steps (with three threads, 2 preemptions and
 * none), no scenario here has a data race, a deadlock or a wrong result in any schedule, with loads as stale and
 * compare-and-sets as weak as Java allows. So every release and acquire that the mutants take away is there and is needed. A
 * search that its budget cuts short is a failure, and so is an edit that no longer fits the class's source.
 *
 * <p>What it does not prove:
 * <ul>
 * <li>anything about more threads, more turns or more preemptions than that, nor what a scenario does not do. The mutants say
 *     how far the scenarios reach: as far as these mistakes.
 * <li>that each mode is as weak as it may be. A stronger one is no mistake.
 * <li>that {@code SpinThenParkLock} needs the release of its swap to AWAITED, {@code TicketLock} that of its skip. The queue
 *     and the set of abandoned tickets are the JDK's, which the checker takes as black boxes that hide nothing; and a swap
 *     hands on the release of the store before it in any mode.
 * <li>fairness, and how long anyone waits. The timings are virtual: a limit passes when the checker says so.
 * <li>what load buffering might show: see the documentation of {@code lockstep.interleave}.
 * <li>that the compiler and the processor keep Java's rules. That is what jcstress looks at (src/jcstress), and what real
 *     threads do in the other tests here.
 * </ul>
 *
 * <p>Progress is claimed in the classes' Javadoc and seen here: with one thread stopped for ever at any step, others that want
 * a lock wait for it (blocking), while those that only try, or read a lazy value that is made, always finish.
 */
package lockstep.schedules;
