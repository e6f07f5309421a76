/**
 * An independent corpus: small programs as they stand in real code bases, wrong ones and right ones, written from the
 * literature and from bug reports, without
 * knowledge of how the checker works inside. {@link lockstep.seeded.SeededTest} runs them all and counts what the
 * checker misses and whom it wrongly accuses.
 *
 * <p>A program is a scenario with a mark: {@link lockstep.seeded.Wrong}, with the kinds of failure that a right checker
 * may report, or {@link lockstep.seeded.Right}.
 * Where the checker is known to judge otherwise, {@link lockstep.seeded.Known} says so and why; the test fails as soon
 * as that is no longer true.
 *
 * <p>Sources named by a short name:
 * <ul>
 * <li>AMP: Herlihy, Shavit, Luchangco, Spear, <i>The Art of Multiprocessor Programming</i>, 2nd edition 2020
 * <li>JCIP: Goetz et al., <i>Java Concurrency in Practice</i>, 2006
 * <li>j9mm: Doug Lea, <i>Using JDK 9 Memory Order Modes</i>, https://gee.cs.oswego.edu/dl/html/j9mm.html
 * <li>JLS 17: <i>The Java Language Specification</i>, Java SE 17, chapter 17
 * </ul>
 */
package lockstep.seeded;
